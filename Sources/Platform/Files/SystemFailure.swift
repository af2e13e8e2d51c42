import Glibc

/// A call to the system that failed: which call and its `errno`.
public struct SystemFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The C function's name, such as `pwrite`.
  public let call: String
  /// The value of `errno`.
  public let number: Int32

  public init(_ call: String, number: Int32 = errno) {
    self.call = call
    self.number = number
  }

  /// The system's words for `errno`, such as `No space left on device`.
  public var reason: String {
    // glibc keeps the text of `strerror` per thread since 2.32; the copy is made before any other call.
    unsafe strerror(number).map { unsafe String(cString: $0) } ?? "error \(number)"
  }

  public var description: String { "\(call): \(reason)" }
}
