namespace LowCode.Definitions.Messages;

/// <summary>What is said about divisions and how they change: LC915x to LC917x.</summary>
public static class DivisionMessages
{
    /// <summary>A closed division without a successor.</summary>
    public static readonly Message Closed = new("LC9155",
        "区划“{division}”已撤销，不能再登记。", "The division '{division}' is closed; nothing new can belong to it.");

    /// <summary>A closed division, and where to turn to.</summary>
    public static readonly Message ClosedFor = new("LC9156",
        "区划“{division}”已撤销，请改选“{successor}”（{code}）。", "The division '{division}' is closed; choose '{successor}' ({code}).");

    /// <summary>A code that cannot be one.</summary>
    public static readonly Message CodeWrong = new("LC9157",
        "代码“{division}”不对：须以上级代码“{parent}”开头，后面加 1 至 20 位字母或数字。",
        "The code '{division}' is wrong: it is the parent's, '{parent}', followed by 1 to 20 letters or digits.");

    /// <summary>A code that is or was another's.</summary>
    public static readonly Message CodeTaken = new("LC9158",
        "代码“{division}”已被“{name}”使用（撤销的代码也不再使用），请另定代码。",
        "The code '{division}' is or was that of '{name}'; codes are not used again. Choose another.");

    /// <summary>A code that another's begins with, or that begins with another's.</summary>
    public static readonly Message CodeClash = new("LC9159",
        "代码“{division}”与“{name}”（{other}）的代码互为前缀，无法区分上下级，请另定代码。",
        "The code '{division}' and that of '{name}' ({other}) begin alike, so one would lie within the other. Choose another.");

    /// <summary>A level that does not lie below the parent's.</summary>
    public static readonly Message LevelWrong = new("LC9160",
        "区划“{division}”的层级须低于其上级“{parent}”。", "The level of '{division}' must be below that of its parent '{parent}'.");

    /// <summary>No name, or too long a one.</summary>
    public static readonly Message NameWrong = new("LC9161",
        "请填写区划名称，最多 {max} 个字符，不含逗号。", "Say the division's name, in at most {max} characters without commas.");

    /// <summary>A division with open ones below it.</summary>
    public static readonly Message HasChildren = new("LC9162",
        "“{division}”下还有未撤销的区划“{child}”，请先处理。", "'{child}' below '{division}' is still open; deal with it first.");

    /// <summary>A code of before cannot be changed.</summary>
    public static readonly Message Former = new("LC9163",
        "“{division}”（{code}）是调整前的代码，不能再变更。", "'{division}' ({code}) is a code of before and cannot be changed any more.");

    /// <summary>Another change is under way.</summary>
    public static readonly Message Unfinished = new("LC9164",
        "上一次区划调整（{kind}）尚未完成，请先继续完成（lowcode division resume）。",
        "The change of divisions before ({kind}) has not been finished; go on with it first (lowcode division resume).");

    /// <summary>Nothing to go on with.</summary>
    public static readonly Message NothingToResume = new("LC9165",
        "没有未完成的区划调整。", "No change of divisions is under way.");

    /// <summary>A division that would come to lie in itself, or is already there.</summary>
    public static readonly Message WrongTarget = new("LC9166",
        "“{division}”不能调整到“{target}”。", "'{division}' cannot go to '{target}'.");

    /// <summary>A division that is no child.</summary>
    public static readonly Message NotAChild = new("LC9167",
        "“{child}”不是“{division}”的直接下级。", "'{child}' does not lie right below '{division}'.");

    /// <summary>A record that a split names and that is not there.</summary>
    public static readonly Message ChosenUnknown = new("LC9168",
        "表单“{set}”不存在。", "There is no set '{set}'.");

    /// <summary>Too many records named.</summary>
    public static readonly Message TooManyChosen = new("LC9169",
        "一次最多指定 {max} 条记录，请分几次进行。", "At most {max} records are named at once; do it in several steps.");

    /// <summary>A code that stands twice in a file.</summary>
    public static readonly Message CodeTwice = new("LC9170",
        "代码“{division}”在文件中出现了两次。", "The code '{division}' stands twice in the file.");

    /// <summary>A line that would move a division.</summary>
    public static readonly Message ImportMoves = new("LC9171",
        "区划“{division}”的上级或层级与现有的不同；导入不能移动区划，请用“移动”。",
        "The parent or level of '{division}' is another than it has; an import moves nothing, use 'move'.");

    /// <summary>Too long a file.</summary>
    public static readonly Message TooManyLines = new("LC9172",
        "文件最多 {max} 行。", "A file has at most {max} lines.");

    /// <summary>What is no text in UTF-8.</summary>
    public static readonly Message NotUtf8 = new("LC9173",
        "文件不是 UTF-8 编码，请在表格软件中另存为“CSV UTF-8”。", "The file is not UTF-8; save it as 'CSV UTF-8'.");

    /// <summary>Another server has changed the divisions and this one has not heard of it.</summary>
    public static readonly Message Behind = new("LC9174",
        "区划“{division}”刚刚调整，这台服务器还没有更新，没有保存任何内容。请稍后再试。",
        "The division '{division}' has just been changed and this server does not have it yet; nothing was saved. Try again in a moment.");
}
