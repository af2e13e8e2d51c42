import Foundation

/// A fresh directory that disappears with its owner.
public final class Workdir: Sendable {
  /// The absolute path, without a slash at the end.
  public let root: String

  public init() throws {
    root = FileManager.default.temporaryDirectory.appendingPathComponent("tributary-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
  }

  deinit {
    do { try FileManager.default.removeItem(atPath: root) } catch { print("left behind: \(root): \(error)") }
  }

  /// The absolute path of `name` inside.
  public func path(_ name: String) -> String { "\(root)/\(name)" }

  /// Writes a file, with the folders on its way.
  @discardableResult
  public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
    let file = URL(fileURLWithPath: path(name))
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }

  @discardableResult
  public func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }

  /// The bytes of a file inside.
  public func bytes(_ name: String) throws -> [UInt8] { try Array(Data(contentsOf: URL(fileURLWithPath: path(name)))) }

  /// A file's text, empty when there is none.
  public func text(_ name: String) -> String {
    String(decoding: FileManager.default.contents(atPath: path(name)) ?? Data(), as: UTF8.self)
  }

  public func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  /// Names of what stands directly inside, hidden files too, in order; but for `expected` and lock files.
  ///
  /// A lock file may outlive its run: to remove it would race with the next one.
  public func names(besides expected: some Sequence<String>) throws -> [String] {
    let expected = Set(expected)
    return try FileManager.default.contentsOfDirectory(atPath: root).sorted()
      .filter { !expected.contains($0) && !$0.hasSuffix(".lock") }
  }
}
