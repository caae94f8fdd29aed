import type { MigrationInterface, QueryRunner } from "typeorm";

/** The registry's copy knows as much of a pesantren as that of any other room; what is missing comes with the feed, which is read anew. */
export class References1700000320000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pesantren_reference ADD nspp text COLLATE "C", ADD name text, ADD district_code text COLLATE "C",
        ADD latitude double precision, ADD longitude double precision;
      COMMENT ON COLUMN pesantren_reference.nspp IS 'The number of today; null until the feed told it. The same holds for the name.';
      COMMENT ON COLUMN pesantren_reference.latitude IS 'Degrees north of the equator; null if its place is not known.';
      COMMENT ON COLUMN pesantren_reference.longitude IS 'Degrees east of Greenwich; null if its place is not known.';
      CREATE INDEX pesantren_reference_regency ON pesantren_reference (regency_code);
      DELETE FROM feed_cursor WHERE feed = 'pesantren';`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX pesantren_reference_regency;
      ALTER TABLE pesantren_reference DROP nspp, DROP name, DROP district_code, DROP latitude, DROP longitude`);
  }
}
