import { defineSubgraph } from "../kit/subgraph";
import { PesantrenProductsResolver, ProductResolver } from "./catalogue/product.resolver";
import { productReference } from "./catalogue/product.loader";
import { productsImport } from "./import/products.import";
import { CatalogueFeed1700000330000 } from "./migrations/catalogue-feed.migration";
import { Catalogue1700000100000 } from "./migrations/catalogue.migration";
import { CatalogueParts1700000310000 } from "./migrations/parts-provinces.migration";
import { CatalogueProvinces1700000300000 } from "./migrations/provinces.migration";
import { Search1700000200000 } from "./migrations/search.migration";
import { References1700000320000 } from "./migrations/references.migration";
import { productsTrialData } from "./trial/trial-data";
import { registry } from "./pesantren/pesantren.reference";

/** The national catalogue of what pesantren make and sell. */
export default defineSubgraph({
  name: "products",
  port: 4102,
  resolvers: [ProductResolver, PesantrenProductsResolver],
  references: { Product: productReference, Pesantren: (reference) => reference },
  entities: [],
  migrations: [
    Catalogue1700000100000,
    Search1700000200000,
    CatalogueProvinces1700000300000,
    CatalogueParts1700000310000,
    References1700000320000,
    CatalogueFeed1700000330000,
  ],
  openTables: {
    product_word: "kept by a trigger of product",
  },
  importer: productsImport,
  trialData: productsTrialData,
  startBackground: (db, log, metrics) => {
    const follower = registry.follow(db, log, metrics);
    follower.start();
    return () => follower.stop();
  },
});
