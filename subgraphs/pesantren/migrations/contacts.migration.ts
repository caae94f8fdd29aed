import type { MigrationInterface, QueryRunner } from "typeorm";

/** Contact persons of pesantren; their personal data is encrypted. */
export class Contacts1700000400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CONTACT_PERSONS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DROP TABLE contact_person");
  }
}

const CONTACT_PERSONS = `
  CREATE TABLE contact_person (
    id uuid PRIMARY KEY,
    pesantren_id uuid NOT NULL REFERENCES pesantren,
    province_code text COLLATE "C" NOT NULL CHECK (province_code ~ '^[0-9]{2}$'),
    role text NOT NULL CHECK (
      role IN ('LEADER', 'COOPERATIVE_MANAGER', 'TREASURER', 'BUSINESS_MANAGER', 'SANTRI_REPRESENTATIVE', 'ADMINISTRATOR')
    ),
    name bytea,
    phone bytea,
    phone_index bytea,
    nik bytea,
    nik_index bytea,
    email bytea,
    birth_date bytea,
    erased_at timestamptz,
    CHECK ((erased_at IS NULL) = (name IS NOT NULL AND birth_date IS NOT NULL))
  );
  COMMENT ON TABLE contact_person IS 'Contact persons (narahubung). What is bytea is encrypted by the application, bound to its row and column, or a blind index of it.';
  COMMENT ON COLUMN contact_person.pesantren_id IS 'As it was registered; if that record was merged into another since, the person belongs to the original.';
  COMMENT ON COLUMN contact_person.province_code IS 'Whose operators keep the record: the province of the pesantren when the person was registered.';
  COMMENT ON COLUMN contact_person.nik_index IS 'Id of the index key and HMAC of the 16 digits, for look-ups by equality.';
  COMMENT ON COLUMN contact_person.phone_index IS 'Id of the index key and HMAC of the number in E.164 form.';
  COMMENT ON COLUMN contact_person.erased_at IS 'When the data was erased; the row stays, since others may point to it.';
  CREATE INDEX contact_persons_of_pesantren ON contact_person (pesantren_id, id);
  CREATE INDEX contact_person_nik ON contact_person (nik_index);
  CREATE INDEX contact_person_phone ON contact_person (phone_index);`;
