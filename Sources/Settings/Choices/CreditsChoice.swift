import Platform

/// How `credits.csv.gz` names journeys: `--credits`, `--journey-ids` and `--hash-key-file`.
public struct CreditsChoice: Sendable, Equatable {
  /// The key of the hashes; empty without a key file; nil: journeys are named by their ids.
  public var hashKey: [UInt8]?
  /// The path of the key file.
  public var keyFile: String?
  /// Whether hashes have no key. Then anyone who has an id can compute its hash.
  public var isKeyless: Bool { hashKey?.isEmpty == true }

  /// A key file of more bytes was named by mistake.
  private static let mostKeyBytes = 4096

  init(hashKey: [UInt8]?) { self.hashKey = hashKey }

  /// The list that the settings ask for; nil where `isListed` is false. The key file is read here.
  ///
  /// - Throws: `RunError` with status 64 or 78 where they contradict each other or the key is empty, 66 where its file
  ///   cannot be read.
  init?(isListed: Bool, ids: Setting?, keyFile: Setting?) throws(RunError) {
    guard isListed else {
      for setting in [ids, keyFile] {
        if let setting, setting.isFromCommandLine { throw .usage("\(setting.name) says how credits are listed; add --credits") }
      }
      return nil
    }
    if let ids, ids.text != "hash", ids.text != "raw" { throw ids.refusal("it is hash or raw") }
    if ids?.text == "raw" {
      if let keyFile, keyFile.isFromCommandLine == ids?.isFromCommandLine {
        throw keyFile.error(
          "\(keyFile.name) is for hashed journeys, and \(ids?.name ?? "") asks for raw ones; take one of them out")
      }
      return
    }
    hashKey = []
    if let keyFile {
      hashKey = try Self.key(keyFile)
      self.keyFile = keyFile.text
    }
  }

  /// The bytes of a key file, without a line end after them.
  private static func key(_ setting: Setting) throws(RunError) -> [UInt8] {
    var key: [UInt8]
    do { key = try WholeFile.read(setting.text, limit: mostKeyBytes + 1) } catch {
      throw RunError(status: 66, "\(setting.text): cannot be read: \(error.reason)")
    }
    guard key.count <= mostKeyBytes else {
      throw setting.error("\(setting.text) holds more than \(mostKeyBytes) bytes; a key is a line of text or a few random bytes")
    }
    if key.last == UInt8(ascii: "\n") { key.removeLast() }
    if key.last == UInt8(ascii: "\r") { key.removeLast() }
    guard !key.isEmpty else { throw setting.error("\(setting.text) holds no key; write one with: openssl rand -hex 32") }
    return key
  }
}
