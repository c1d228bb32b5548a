namespace LowCode.Definitions.Messages;

/// <summary>What keeps a definition file from being read: LC10xx.</summary>
public static class ReadingMessages
{
    /// <summary>No app.json.</summary>
    public static readonly Message AppMissing =
        new("LC1001", "缺少 app.json：它说明应用的名称、标题和版本。", "There is no app.json; it states the app's name, title and version.");

    /// <summary>A file that the system does not let us read.</summary>
    public static readonly Message FileUnreadable = new("LC1002", "文件无法读取：{problem}", "The file cannot be read: {problem}");

    /// <summary>A file over the limit.</summary>
    public static readonly Message FileTooLarge =
        new("LC1003", "文件太大：每个文件最多 {max} 字节。", "The file is too large; a file may have {max} bytes.");

    /// <summary>All files together over the limit.</summary>
    public static readonly Message PackTooLarge =
        new("LC1004", "应用太大：所有文件合计最多 {max} 字节。", "The app is too large; its files may have {max} bytes together.");

    /// <summary>More files than the limit.</summary>
    public static readonly Message TooManyFiles =
        new("LC1005", "文件太多：一个应用最多 {max} 个文件。", "There are too many files; an app may have {max}.");

    /// <summary>Bytes that are no UTF-8.</summary>
    public static readonly Message NotUtf8 =
        new("LC1006", "文件不是 UTF-8 编码，请用 UTF-8 重新保存。", "The file is not UTF-8; save it as UTF-8.");

    /// <summary>A definition file where none is looked for.</summary>
    public static readonly Message StrayFile =
        new("LC1007", "这个文件不会被读取：定义文件应放在 {folder}/ 下面。", "The file is not read; definitions of this kind lie directly in {folder}/.");

    /// <summary>A file of JavaScript, which nothing runs.</summary>
    public static readonly Message ScriptFile =
        new("LC1029", "这个文件不会被读取：模板包里没有程序，请改写成规则。", "The file is not read: there is no code in packs; write it as rules.");

    /// <summary>So many problems that the rest is not listed.</summary>
    public static readonly Message TooManyProblems =
        new("LC1008", "问题超过 {max} 个，其余的不再列出。", "There are more than {max} problems; the rest is not listed.");

    /// <summary>Nothing in the file.</summary>
    public static readonly Message EmptyFile = new("LC1009", "文件是空的。", "The file is empty.");

    /// <summary>Something else where a value should stand.</summary>
    public static readonly Message ValueExpected =
        new("LC1010", "这里应该是一个值，却是“{found}”。", "A value is expected here, not '{found}'.");

    /// <summary>No comma between two members or elements.</summary>
    public static readonly Message CommaMissing = new("LC1011", "这里前面缺少逗号。", "A comma is missing before this.");

    /// <summary>A comma behind the last member or element.</summary>
    public static readonly Message CommaTooMany = new("LC1012", "多余的逗号。", "There is a comma too many.");

    /// <summary>A comment.</summary>
    public static readonly Message Comment = new("LC1013", "JSON 不能写注释。", "JSON has no comments.");

    /// <summary>A text in single or typographic quotation marks.</summary>
    public static readonly Message WrongQuotes =
        new("LC1014", "文字要用英文双引号 \" 括起来。", "Text stands in straight double quotation marks (\").");

    /// <summary>No property name where one should stand.</summary>
    public static readonly Message NameExpected =
        new("LC1015", "这里应该是用双引号括起来的属性名，却是“{found}”。", "A property name in double quotation marks is expected here, not '{found}'.");

    /// <summary>No colon behind a property's name.</summary>
    public static readonly Message ColonMissing =
        new("LC1016", "属性名“{property}”后面缺少冒号。", "A colon is missing behind the property name '{property}'.");

    /// <summary>A text that does not end on its line.</summary>
    public static readonly Message UnclosedText =
        new("LC1017", "文字没有在本行内用双引号结束（换行写作 \\n）。", "The text does not end on its line (a line break is written \\n).");

    /// <summary>A backslash with something unknown behind it.</summary>
    public static readonly Message BadEscape =
        new("LC1018", "不认识的转义“{escape}”；反斜杠本身写作 \\\\。", "Unknown escape '{escape}'; a backslash itself is written \\\\.");

    /// <summary>A control character in a text.</summary>
    public static readonly Message ControlCharacter =
        new("LC1019", "文字里有控制字符（{code}），请删除或写成转义。", "The text contains a control character ({code}); remove or escape it.");

    /// <summary>A number that JSON does not know.</summary>
    public static readonly Message BadNumber = new("LC1020", "“{found}”不是 JSON 数字。", "'{found}' is no JSON number.");

    /// <summary>A bare word.</summary>
    public static readonly Message UnknownWord =
        new("LC1021", "“{found}”不是 JSON 的值；文字要用双引号括起来。{suggestion}", "'{found}' is no JSON value; text stands in double quotation marks.{suggestion}");

    /// <summary>The file ends within an object or list.</summary>
    public static readonly Message Unclosed =
        new("LC1022", "第 {line} 行的“{bracket}”没有结束。", "The '{bracket}' of line {line} is not closed.");

    /// <summary>Something behind the end.</summary>
    public static readonly Message ContentAfterEnd =
        new("LC1023", "文件结尾之后还有内容“{found}”。", "There is something behind the end: '{found}'.");

    /// <summary>Too many objects and lists in one another.</summary>
    public static readonly Message TooDeep =
        new("LC1024", "嵌套太深：最多 {max} 层。", "Nested too deeply; {max} levels are allowed.");

    /// <summary>More values than a file may hold.</summary>
    public static readonly Message TooManyValues =
        new("LC1026", "文件里的内容太多：一个文件最多 {max} 个值。", "There is too much in the file; a file may hold {max} values.");

    /// <summary>A property name that nobody writes.</summary>
    public static readonly Message NameTooLong =
        new("LC1027", "属性名太长：最多 {max} 个字符。", "The property name is too long; it may have {max} characters.");

    /// <summary>More fields, rules or the like than a definition may have.</summary>
    public static readonly Message TooManyParts = new("LC1028",
        "“{property}”太多：最多 {max} 项（包括里面嵌套的），这里有 {count} 项。",
        "There is too much in '{property}': it may hold {max}, nested ones included; it has {count}.");

    /// <summary>A property that stands twice.</summary>
    public static readonly Message DuplicateProperty =
        new("LC1025", "属性“{property}”在第 {line} 行已经写过。", "The property '{property}' stands already on line {line}.");

    /// <summary>A property that nothing here has.</summary>
    public static readonly Message UnknownProperty =
        new("LC1030", "这里没有“{property}”这个属性。{suggestion}", "There is no property '{property}' here.{suggestion}");

    /// <summary>A value of another JSON type.</summary>
    public static readonly Message WrongType =
        new("LC1031", "“{property}”应为{expected}，却是{found}。", "'{property}' must be {expected}, not {found}.");

    /// <summary>A property that must stand here.</summary>
    public static readonly Message MissingProperty = new("LC1032", "缺少属性“{property}”。", "The property '{property}' is missing.");

    /// <summary>Text that says nothing.</summary>
    public static readonly Message EmptyText = new("LC1033", "“{property}”不能是空文字。", "'{property}' must not be empty.");

    /// <summary>A word that is not among those allowed.</summary>
    public static readonly Message UnknownChoice =
        new("LC1034", "“{property}”不能是“{value}”，只能是：{allowed}。{suggestion}", "'{property}' cannot be '{value}'; it is one of {allowed}.{suggestion}");

    /// <summary>A field type that does not exist.</summary>
    public static readonly Message UnknownFieldType =
        new("LC1035", "没有“{value}”这种字段类型。{suggestion}", "There is no field type '{value}'.{suggestion}");

    /// <summary>A text that is no duration.</summary>
    public static readonly Message BadDuration =
        new("LC1036", "“{value}”不是时长，请按 ISO 8601 写，例如 P3D（3 天）、PT4H（4 小时）。", "'{value}' is no duration; write it as ISO 8601: P3D (3 days), PT4H (4 hours).");

    /// <summary>A text that is no date.</summary>
    public static readonly Message BadDate =
        new("LC1037", "“{value}”不是日期，请写成 2026-06-01 的样子。", "'{value}' is no date; write it like 2026-06-01.");

    /// <summary>A number outside what the property can hold.</summary>
    public static readonly Message NumberOutOfRange =
        new("LC1038", "“{property}”的数字 {value} 超出范围。", "The number {value} is out of range for '{property}'.");

    /// <summary>A value that should be another, where what it is need not be said.</summary>
    public static readonly Message WrongTypeOf = new("LC1040", "“{property}”应为{expected}。", "'{property}' must be {expected}.");

    /// <summary>A template that is not beside its document.</summary>
    public static readonly Message TemplateMissing =
        new("LC1039", "模板文件“{path}”不存在。{suggestion}", "The template file '{path}' does not exist.{suggestion}");
}
