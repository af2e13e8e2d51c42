import Foundation
import ProgramTesting
import Testing

/// Texts that were reviewed once: the files of `Tests/Golden`. `TRIBUTARY_REWRITE_GOLDEN=1` writes them anew; the diff is the
/// review.
enum Golden {
  private static let folder = Tributary.repository + "/Tests/Golden"
  private static let rewrites = ProcessInfo.processInfo.environment["TRIBUTARY_REWRITE_GOLDEN"] == "1"

  /// Expects the text to be that of the file, word for word.
  static func expect(_ text: String, is name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(fileURLWithPath: "\(folder)/\(name)")
    if rewrites { try Data(text.utf8).write(to: file) }
    let wanted = String(decoding: try Data(contentsOf: file), as: UTF8.self)
    #expect(
      text == wanted, "Tests/Golden/\(name) reads otherwise; if that is meant, TRIBUTARY_REWRITE_GOLDEN=1 writes it anew",
      sourceLocation: sourceLocation)
  }
}
