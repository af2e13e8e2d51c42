import Foundation
import ProgramTesting

/// The cases of `later.txt`: what the program does not do yet, by name, each with its reason.
enum LaterCases {
  static let reasons: [String: String] = {
    let file = Tributary.repository + "/Tests/ConformanceTests/later.txt"
    let text = String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    var reasons: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ", maxSplits: 1)
      reasons[String(parts[0])] = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
    }
    return reasons
  }()
}
