import type { RefusalValue } from "../../kit/refusal";

// None of these repeats what came: it may be somebody's number, and answers are logged by clients.

/** The pesantren has a contact person of this NIK already. */
export function nikTaken(): RefusalValue {
  return {
    code: "NIK_TAKEN",
    field: ["input", "nik"],
    text: {
      id: "Pesantren ini sudah mempunyai narahubung dengan NIK ini.",
      en: "This pesantren already has a contact person of this NIK.",
    },
  };
}

/** An e-mail address is none. */
export function emailInvalid(): RefusalValue {
  return {
    code: "EMAIL_INVALID",
    field: ["input", "email"],
    text: {
      id: "Alamat surel harus berbentuk nama@domain, paling banyak 254 karakter.",
      en: "An e-mail address has the form name@domain and at most 254 characters.",
    },
    expected: "name@domain",
  };
}

/** There is no contact person of this id, or its data was erased. */
export function contactUnknown(field: readonly string[]): RefusalValue {
  return {
    code: "CONTACT_PERSON_UNKNOWN",
    field,
    text: {
      id: "Narahubung ini tidak ada, atau datanya sudah dihapus.",
      en: "There is no such contact person, or its data was erased.",
    },
  };
}
