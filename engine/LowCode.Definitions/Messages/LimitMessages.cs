namespace LowCode.Definitions.Messages;

/// <summary>What is said about limits of requests and uploads, and about what is uploaded: LC818x.</summary>
public static class LimitMessages
{
    /// <summary>More requests than a user, a token or an address may send.</summary>
    public static readonly Message TooManyRequests = new("LC8180",
        "请求过于频繁，请在 {seconds} 秒后再试。", "Too many requests; try again in {seconds} seconds.");

    /// <summary>More sign-ins than an address may try.</summary>
    public static readonly Message TooManySignIns = new("LC8181",
        "来自该地址的登录过于频繁，请在 {seconds} 秒后再试。", "Too many sign-ins from this address; try again in {seconds} seconds.");

    /// <summary>A user has uploaded as much as a day allows.</summary>
    public static readonly Message UploadQuota = new("LC8182",
        "今天的上传量已达上限（{limit} 字节），请明天再试。", "The day's uploads have reached their limit of {limit} bytes; try again tomorrow.");

    /// <summary>What a file begins with is not what its type begins with.</summary>
    public static readonly Message ContentNotOfType = new("LC8183",
        "文件“{file}”的内容不是 {mediaType}。", "The file '{file}' does not hold {mediaType}.");

    /// <summary>Something that is no media type.</summary>
    public static readonly Message BadMediaType = new("LC8184",
        "“{mediaType}”不是媒体类型，应形如 image/png。", "'{mediaType}' is no media type; it looks like image/png.");

    /// <summary>A name of a file that cannot be one.</summary>
    public static readonly Message BadFileName = new("LC8185",
        "文件名最多 {max} 个字符，不能包含 / \\ 和控制字符。", "The name of a file has at most {max} characters, and no / \\ or control characters.");
}
