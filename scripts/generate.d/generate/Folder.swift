import Glibc

/// Directories and small files.
enum Folder {
  /// Makes a directory, with those on its way.
  ///
  /// - Throws: `GenerateError`, also where it must be empty and is not.
  static func create(_ path: String, mustBeEmpty: Bool = false) throws(GenerateError) {
    var way = path.hasPrefix("/") ? "/" : ""
    for name in path.split(separator: "/") {
      way += (way.isEmpty || way == "/" ? "" : "/") + name
      if unsafe mkdir(way, 0o777) != 0 && errno != EEXIST { throw PlainFile.failure(way) }
    }
    if mustBeEmpty, try !isEmpty(path) {
      throw GenerateError("\(path) is not empty: its files would be read with the new ones; give --output a new directory")
    }
  }

  private static func isEmpty(_ path: String) throws(GenerateError) -> Bool {
    guard let folder = unsafe opendir(path) else { throw PlainFile.failure(path) }
    defer { unsafe closedir(folder) }
    var names = 0
    // `.` and `..` are always there.
    while unsafe readdir(folder) != nil { names += 1 }
    return names <= 2
  }

  /// Writes a file of lines, in this encoding.
  static func write(_ lines: [String], to path: String, encoding: LetterEncoding = .utf8) throws(GenerateError) {
    let bytes = try encoding.bytes(lines.joined(separator: "\n") + "\n")
    let file = try PlainFile(path)
    try file.write(bytes)
    try file.finish()
  }
}
