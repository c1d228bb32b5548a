namespace LowCode.Definitions.Messages;

/// <summary>What is said about uploads in parts, and to devices that work offline: LC827x, LC828x.</summary>
public static class UploadMessages
{
    /// <summary>Another version of the protocol, or none.</summary>
    public static readonly Message WrongVersion = new("LC8273",
        "请求头 Tus-Resumable 须为 {version}。", "The header Tus-Resumable must be {version}.");

    /// <summary>A header that is missing or wrong.</summary>
    public static readonly Message WrongHeader = new("LC8274",
        "请求头 {header} 缺失或不正确。", "The header {header} is missing or wrong.");

    /// <summary>Too many uploads that are not whole.</summary>
    public static readonly Message TooMany = new("LC8275",
        "未完成的上传已有 {max} 个，请先完成或删除一些。", "There are {max} unfinished uploads already: finish or delete some.");

    /// <summary>No such upload, or somebody else's.</summary>
    public static readonly Message Unknown = new("LC8276",
        "没有这个上传，或已过期。", "There is no such upload, or it has expired.");

    /// <summary>The part does not begin where the upload goes on.</summary>
    public static readonly Message WrongOffset = new("LC8277",
        "上传应从第 {offset} 字节继续。", "The upload goes on at byte {offset}.");

    /// <summary>The part is not what its checksum says.</summary>
    public static readonly Message Damaged = new("LC8278",
        "内容与校验和不符，请重新发送这一段。", "The content does not have its checksum: send the part again.");

    /// <summary>More than what is left to come.</summary>
    public static readonly Message TooLong = new("LC8279",
        "内容超过 {limit} 字节。", "The content is longer than {limit} bytes.");

    /// <summary>Another content type.</summary>
    public static readonly Message WrongType = new("LC8280",
        "分段上传的 Content-Type 须为 {type}。", "The Content-Type of a part is {type}.");

    /// <summary>What a device reckoned otherwise than the server, for the program's log.</summary>
    public static readonly Message Difference = new("LC8281",
        "设备与服务器对“{app}/{form}”第 {version} 版的计算结果不同（记录 {id}，程序 {build}）：{fields}",
        "A device and the server have reckoned '{app}/{form}' version {version} differently (record {id}, program {build}): {fields}");
}
