import type { RefusalValue } from "../../kit/refusal";

type Path = readonly string[];

/** `TEXT_LENGTH` if a text is blank or too long. */
export function lengthFaults(text: string, field: Path, most: number): RefusalValue[] {
  if (text.trim() !== "" && text.length <= most && !text.includes("\0")) return [];
  return [
    {
      code: "TEXT_LENGTH",
      field,
      text: {
        id: `Diharapkan 1 sampai ${most} karakter, diterima ${text.length}.`,
        en: `Expected 1 to ${most} characters, received ${text.length}.`,
      },
      expected: `1 to ${most} characters`,
      received: `${text.length} characters`,
    },
  ];
}

/** There is no service point of this id. */
export function servicePointUnknown(id: string): RefusalValue {
  return unknown("SERVICE_POINT_UNKNOWN", ["input", "id"], id, {
    id: "Titik layanan ini tidak ada.",
    en: "There is no such service point.",
  });
}

/** There is no pesantren of this id. */
export function pesantrenUnknown(id: string): RefusalValue {
  return unknown("PESANTREN_UNKNOWN", ["input", "pesantrenId"], id, {
    id: "Pesantren ini tidak ada.",
    en: "There is no such pesantren.",
  });
}

/** The pesantren is closed. */
export function pesantrenClosed(id: string): RefusalValue {
  return {
    code: "PESANTREN_CLOSED",
    field: ["input", "pesantrenId"],
    text: { id: "Pesantren ini sudah tutup.", en: "This pesantren is closed." },
    received: id,
  };
}

/** A service code is not of the list. */
export function serviceUnknown(code: string, field: Path): RefusalValue {
  return unknown("SERVICE_UNKNOWN", field, code, {
    id: `Layanan ${code.slice(0, 60)} tidak ada dalam daftar services.`,
    en: `Service ${code.slice(0, 60)} is not in the list services.`,
  });
}

/** The number of services is out of range. */
export function serviceCount(count: number): RefusalValue {
  return {
    code: "SERVICE_COUNT",
    field: ["input", "services"],
    text: { id: `Layanan harus 1 sampai 20, diterima ${count}.`, en: `Expected 1 to 20 services, received ${count}.` },
    expected: "1 to 20",
    received: String(count),
  };
}

/** A bank code is not of the list. */
export function bankUnknown(code: string): RefusalValue {
  return unknown("BANK_UNKNOWN", ["input", "bankCode"], code, {
    id: `Bank ${code.slice(0, 60)} tidak ada dalam daftar banks.`,
    en: `Bank ${code.slice(0, 60)} is not in the list banks.`,
  });
}

/** A code is not that of a current regency or city. */
export function regencyUnknown(code: string): RefusalValue {
  return unknown("REGENCY_UNKNOWN", ["input", "regencyCode"], code, {
    id: `Tidak ada kabupaten/kota dengan kode ${code}.`,
    en: `There is no regency or city of the code ${code}.`,
  });
}

/** A code is not that of a current district of the regency. */
export function districtUnknown(code: string, regencyCode: string): RefusalValue {
  return {
    code: "DISTRICT_UNKNOWN",
    field: ["input", "districtCode"],
    text: {
      id: `Tidak ada kecamatan dengan kode ${code} di ${regencyCode}.`,
      en: `There is no district of the code ${code} in ${regencyCode}.`,
    },
    expected: `a district of ${regencyCode}`,
    received: code,
  };
}

/** No time zone is known for a province, and none is given. */
export function timeZoneRequired(provinceCode: string): RefusalValue {
  return {
    code: "TIME_ZONE_REQUIRED",
    field: ["input", "timeZone"],
    text: {
      id: `Zona waktu provinsi ${provinceCode} belum dikenal; isi timeZone.`,
      en: `The time zone of province ${provinceCode} is not known; give timeZone.`,
    },
    expected: "WIB, WITA or WIT",
  };
}

/** A telephone number is not in E.164 form. */
export function phoneInvalid(phone: string): RefusalValue {
  return {
    code: "PHONE_INVALID",
    field: ["input", "phone"],
    text: {
      id: "Nomor telepon ditulis dalam bentuk E.164, misalnya +62341123456.",
      en: "A telephone number is written in E.164 form, such as +62341123456.",
    },
    expected: "E.164, such as +62341123456",
    received: phone.slice(0, 30),
  };
}

/** A field that can't be empty was to be emptied. */
export function notNull(name: string): RefusalValue {
  return {
    code: "FIELD_REQUIRED",
    field: ["input", name],
    text: { id: `${name} tidak boleh dikosongkan.`, en: `${name} can't be emptied.` },
    expected: "a value, or the field left out",
    received: "null",
  };
}

function unknown(code: string, field: Path, received: string, text: RefusalValue["text"]): RefusalValue {
  return { code, field, text, received: received.slice(0, 60) };
}
