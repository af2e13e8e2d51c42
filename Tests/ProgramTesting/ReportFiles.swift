import Foundation

/// The files of a report, in a form that two runs can be compared in.
public struct ReportFiles: Equatable, Sendable {
  /// File name → bytes; of `summary.json` everything but the `run` object, with sorted keys.
  public let files: [String: [UInt8]]

  /// Reads a report's directory.
  ///
  /// - Throws: when there is none, or `summary.json` is no JSON object.
  public init(_ directory: String) throws {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: directory) {
      let content = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/\(name)"))
      files[name] = Array(name == "summary.json" ? try ReportFiles.withoutRun(content) : content)
    }
    self.files = files
  }

  /// Names of files that differ or stand on one side only, in order.
  public func differences(from other: ReportFiles) -> [String] {
    Set(files.keys).union(other.files.keys).filter { files[$0] != other.files[$0] }.sorted()
  }

  /// The `counts` object of a report's `summary.json`, zeros left out.
  public static func counts(_ directory: String) throws -> [String: Int] {
    struct Summary: Decodable { let counts: [String: Int] }
    let content = try Data(contentsOf: URL(fileURLWithPath: "\(directory)/summary.json"))
    return try JSONDecoder().decode(Summary.self, from: content).counts.filter { $0.value != 0 }
  }

  private static func withoutRun(_ summary: Data) throws -> Data {
    guard var object = try JSONSerialization.jsonObject(with: summary) as? [String: Any] else {
      throw ProgramError(description: "summary.json is no object")
    }
    object["run"] = nil
    return try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
  }
}
