/// What a misspelt name was probably meant to be.
public enum NearName {
  /// The candidate nearest to `name`, or nil where none is near enough to be worth suggesting.
  ///
  /// Case is ignored, and a third of the name's letters may be wrong, at least one and at most three. Equally near
  /// candidates: the first. O(length²) a candidate: for messages only.
  public static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(name.lowercased())
    var nearest: String?
    var least = min(3, max(1, typed.count / 3)) + 1
    for candidate in candidates {
      let distance = edits(from: typed, to: Array(candidate.lowercased()))
      if distance < least { (nearest, least) = (candidate, distance) }
    }
    return nearest
  }

  /// `; did you mean 'x'?`, or nothing.
  public static func question(for name: String, among candidates: some Sequence<String>) -> String {
    suggestion(for: name, among: candidates).map { "; did you mean '\($0)'?" } ?? ""
  }

  /// `Is 'ammount' the amount? ` for each of the missing names that something there nearly spells, or nothing. What is
  /// among the `known` names means itself.
  public static func questions(forMissing names: [String], among there: [String], known: Set<String>) -> String {
    let unknown = there.filter { !known.contains($0.lowercased()) }
    return names.compactMap { name in suggestion(for: name, among: unknown).map { "Is '\($0)' the \(name)? " } }.joined()
  }

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
  ///
  /// Source: the optimal string alignment distance (restricted Damerau–Levenshtein).
  private static func edits(from a: [Character], to b: [Character]) -> Int {
    var beforeLast = [Int](), last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var best = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
