// The libraries of the search, served by this site. A test compares their addresses with those that are recorded.

export { default as MiniSearch } from "../../libraries/minisearch/7.2.0/index.mjs";
export { stemmer } from "../../libraries/stemmer/2.0.1/index.mjs";
