import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from "graphql";
import { selectList } from "./columns";
import { fieldsAsked } from "./selection";

function infoOf(source: string) {
  const { definitions } = parse(source);
  const fragments: Record<string, FragmentDefinitionNode> = {};
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  const operation = definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
  return { fieldNodes: operation.selectionSet.selections as readonly FieldNode[], fragments };
}

describe("the fields asked for", () => {
  const info = infoOf(`
    { list { nodes { id ...Names } edges { cursor node { price: cost } } pageInfo { hasNextPage } } }
    fragment Names on Thing { name ... on Thing { alias: title @include(if: false) } }`);

  it("are found below a path, through fragments and both forms of a page, by name and not by alias", () => {
    expect([...fieldsAsked(info, "nodes|edges.node")].sort()).toEqual(["cost", "id", "name", "title"]);
    expect([...fieldsAsked(info)].sort()).toEqual(["edges", "nodes", "pageInfo"]);
  });

  it("are worked out once for a parsed document", () => {
    expect(fieldsAsked(info, "nodes")).toBe(fieldsAsked(info, "nodes"));
  });

  it("make a select list in a fixed order, with the key in any case", () => {
    const columns = { id: "t.id", name: "t.display_name", place: { latitude: "t.lat", longitude: "t.lon" } };
    const expected = 't.id AS "id", t.display_name AS "name", t.lat AS "latitude", t.lon AS "longitude"';
    expect(selectList(columns, new Set(["place", "name"]), ["id"])).toBe(expected);
    expect(selectList(columns, new Set(["unknown"]), ["id"])).toBe('t.id AS "id"');
  });
});
