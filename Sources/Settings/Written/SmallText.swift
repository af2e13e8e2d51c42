import Platform

/// Small files that people write. They are read whole, before any log.
package enum SmallText {
  /// The bytes of a file, or of a pipe. Messages call it `what`, and name the `option` that gave its path.
  ///
  /// - Throws: status 66 where it cannot be read, 78 where it is too large for what it should be.
  package static func read(_ path: String, what: String, option: String) throws(RunError) -> [UInt8] {
    let limit = SettingsPolicy.mostConfigurationBytes
    let bytes: [UInt8]
    do { bytes = try WholeFile.read(path, limit: limit + 1) } catch {
      throw RunError(status: 66, "\(path): the \(what) cannot be read: \(error.reason); check \(option)")
    }
    if bytes.count <= limit { return bytes }
    throw .configuration("\(path): more than \(limit >> 20) MiB; that is no \(what) of ours")
  }
}
