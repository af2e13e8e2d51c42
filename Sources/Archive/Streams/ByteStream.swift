import Platform

/// Bytes that come one after another: a file, or what a layer of compression or an archive's member gives. Layers are
/// put on top of each other; a call costs nothing beside the block it moves, so they are classes behind a protocol.
protocol ByteStream: AnyObject {
  /// Fills the room; gives fewer bytes than it holds only at the end, and then 0 for ever, or before a failure, which the
  /// next call throws.
  func read(into room: inout MutableSpan<UInt8>) throws(StreamFailure) -> Int
}

extension ByteStream {
  /// Reads to the end and throws away, so that whatever is checked there is checked.
  func drain() throws(StreamFailure) {
    var sink = [UInt8](repeating: 0, count: ArchivePolicy.drainBytes)
    while true {
      var room = sink.mutableSpan
      if try read(into: &room) == 0 { return }
    }
  }
}

/// What went wrong in a layer, which knows neither path nor member.
enum StreamFailure: Error, Hashable {
  case damaged(String)
  case truncated(String)
  /// It unpacks to more than the option allows.
  case beyondLimit(String, option: String)
  case foreign(ForeignContent)
  case unreadable(SystemFailure)
  case changed
  /// What was read could not be kept.
  case scratch(ScratchError)
  case interrupted(Int32)
}
