// What has to be read first when a page comes back: the list of what is not right yet.
export default function focus(element) {
  element.focus();
}
