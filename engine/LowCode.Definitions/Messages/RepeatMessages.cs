namespace LowCode.Definitions.Messages;

/// <summary>What clients that repeat requests are told.</summary>
public static class RepeatMessages
{
    /// <summary>One of the two headers is missing or cannot be read.</summary>
    public static readonly Message WrongHeaders = new("LC6400",
        "可重复的请求须同时带有 Repeatability-Request-ID（UUID）和 Repeatability-First-Sent（如 Sun, 06 Nov 1994 08:49:37 GMT）。",
        "A repeatable request has both Repeatability-Request-ID (a UUID) and Repeatability-First-Sent (such as Sun, 06 Nov 1994 08:49:37 GMT).");

    /// <summary>Something else was done under the same id.</summary>
    public static readonly Message AnotherRequest = new("LC6401",
        "这个请求编号已用于另一个请求。没有做任何修改。",
        "Another request was done under this request id. Nothing was done.");

    /// <summary>Nobody remembers any more whether it was done.</summary>
    public static readonly Message TooOld = new("LC6402",
        "这个请求首次发送已超过 {days} 天，无法确认是否已经执行，因此没有执行。请核对后重新提交。",
        "This request was first sent more than {days} days ago: whether it was done is not known any more, so it was not done. Check, and send it as a new one.");

    /// <summary>The client's clock is wrong.</summary>
    public static readonly Message FromFuture = new("LC6403",
        "请求的首次发送时间晚于服务器时间。请校准设备的时钟后再试。没有做任何修改。",
        "The request says that it will first be sent later than now. Set the device's clock, and try again. Nothing was done.");
}
