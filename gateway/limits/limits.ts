/** Everything that a client may ask for at most, in one place. What each protects against stands beside its setting. */
export interface Limits {
  /** Levels of fields below the root. */
  readonly depth: number;
  /** Aliases in the whole document, counted once for each place where a fragment is spread. */
  readonly aliases: number;
  /** Fields of the operation's root, counted as aliases are. */
  readonly rootFields: number;
  /** Directives in the whole document, counted as aliases are. */
  readonly directives: number;
  /** Fields and fragments of an operation after every fragment has been written out; also bounds the work of the cost. */
  readonly selections: number;
  /** Levels of lists and objects in a value written into the document; the planner's work doubles with each of them. */
  readonly nesting: number;
  /** Estimated cost of an operation: about the number of objects that it may make subgraphs answer. */
  readonly cost: number;
  /** The length that is assumed of a list of which the schema says nothing. */
  readonly assumedListSize: number;
  /** Whether clients may ask for the schema. */
  readonly introspection: boolean;
}
