import Settings
import Archive
import Platform

/// The files of sets, each knowing by `InputFile.list` which set it is of.
package enum SetFiles {
  /// All files in byte order of their paths; one that is named twice in a set is there once.
  ///
  /// - Throws: status 78 for a file that two sets name: they would read it differently. `InputError` for a path that
  ///   leads nowhere.
  package static func of(_ sets: [some FileSet]) throws -> [InputFile] {
    let files = try InputList.expand(lists: sets.map(\.paths))
    if sets.count < 2 { return files }
    var known: [FileIdentity: InputFile] = [:]
    for file in files {
      guard let other = known.updateValue(file, forKey: file.identity) else { continue }
      let name = file.isStandardInput ? "standard input" : file.path
      let alias = other.path == file.path ? "" : " (as \(other.path))"
      throw RunError.configuration(
        "\(sets[file.list].origin): this set names \(name), which the set at \(sets[other.list].origin) names\(alias), too; "
          + "a file belongs to one set, for each says how it reads")
    }
    return files
  }
}
