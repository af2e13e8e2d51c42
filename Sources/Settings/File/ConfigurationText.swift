import Glibc

/// The text of a configuration file.
enum ConfigurationText {
  /// Reads a whole file, or a pipe. A byte-order mark is not part of the text.
  ///
  /// - Throws: `RunError` with status 66 where the file cannot be read, 78 where it is not UTF-8 or too large.
  static func read(_ path: String) throws(RunError) -> String {
    let bytes = try SmallText.read(path, what: "configuration file", option: "--config")
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    guard let text = String(validating: bytes.dropFirst(hasMark ? 3 : 0), as: UTF8.self) else {
      throw .configuration("\(path): a configuration is a YAML text in UTF-8, and this is none; save it as UTF-8")
    }
    return text
  }
}
