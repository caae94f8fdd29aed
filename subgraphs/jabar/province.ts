/** Code of Jawa Barat, whose programme this room is. */
export const JABAR = "32";
