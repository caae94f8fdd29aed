import { registryCopy } from "../../kit/registry/registry-copy";

/** What this room knows of each pesantren. Its products move with it to another regency. */
export const registry = registryCopy("products", {
  moved: async (tx, ids) => {
    await tx.rows(
      `UPDATE product SET regency_code = place.regency_code FROM pesantren_reference place
       WHERE place.id = ANY($1::uuid[]) AND product.pesantren_id = place.id AND product.regency_code <> place.regency_code`,
      [ids],
    );
  },
});
