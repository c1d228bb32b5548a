namespace LowCode.Definitions.Messages;

/// <summary>What OData clients are told (LC6xxx).</summary>
public static class ODataMessages
{
    /// <summary>A user has too many queries under way.</summary>
    public static readonly Message TooManyQueries = new("LC6350",
        "您同时提出的查询太多（{atOnce} 个在执行，{waiting} 个在等待）。请稍后再试。",
        "You have too many queries under way ({atOnce} running, {waiting} waiting). Try again later.");

    /// <summary>A change of each entity of a set that has too many.</summary>
    public static readonly Message TooManyEach = new("LC6351",
        "要逐条修改的记录超过 {limit} 条，没有做任何修改。请加上条件，分几次进行。",
        "More than {limit} records would be changed; nothing was done. Narrow it down and do it in parts.");

    /// <summary>What $id must be.</summary>
    public static readonly Message ExpectEntityId = new("LC6352", "本服务中一条记录的地址", "the address of an entity of this service");

    /// <summary>The address leads nowhere.</summary>
    public static readonly Message NoResource = new("LC6001", "地址中的“{segment}”不存在。", "The address has no '{segment}'.");

    /// <summary>There is no such app.</summary>
    public static readonly Message NoApp = new("LC6002", "没有名为“{app}”的应用。", "There is no app '{app}'.");

    /// <summary>A record that does not exist, or that the caller may not see.</summary>
    public static readonly Message NoRecord = new("LC6003", "找不到这条记录，或您无权查看。", "The record does not exist, or you may not see it.");

    /// <summary>The method does not fit the resource.</summary>
    public static readonly Message WrongMethod = new("LC6004", "此地址不支持 {method}，可用：{allowed}。", "This address does not take {method}; it takes {allowed}.");

    /// <summary>A part of OData that is not served yet.</summary>
    public static readonly Message NotSupported = new("LC6005", "暂不支持“{feature}”。", "'{feature}' is not supported.");

    /// <summary>A system query option that OData does not know.</summary>
    public static readonly Message UnknownOption = new("LC6006", "没有查询选项“{option}”。{suggestion}", "There is no query option '{option}'.{suggestion}");

    /// <summary>The same query option twice.</summary>
    public static readonly Message DuplicateOption = new("LC6007", "查询选项“{option}”重复出现。", "The query option '{option}' is given more than once.");

    /// <summary>A query option that does not go with the resource.</summary>
    public static readonly Message OptionNotHere = new("LC6008", "查询选项“{option}”不能用于此地址或此方法。", "The query option '{option}' cannot be used with this address or method.");

    /// <summary>A query option with an impossible value.</summary>
    public static readonly Message WrongOptionValue = new("LC6009", "“{option}”的值“{value}”无效，应为{expected}。", "'{value}' is no value of '{option}': {expected} is expected.");

    /// <summary>An expression that cannot be read.</summary>
    public static readonly Message Syntax = new("LC6010", "“{option}”第 {position} 个字符处有误：{detail}", "'{option}' is wrong at character {position}: {detail}");

    /// <summary>An expression over something that is not there.</summary>
    public static readonly Message UnknownProperty = new("LC6011", "“{option}”第 {position} 个字符处：没有字段“{name}”。{suggestion}", "'{option}', character {position}: there is no property '{name}'.{suggestion}");

    /// <summary>A comparison with a code that the option list does not have.</summary>
    public static readonly Message UnknownCode = new("LC6012", "字段“{name}”的选项中没有“{code}”。{suggestion}", "'{name}' has no option '{code}'.{suggestion}");

    /// <summary>Kinds that do not go together.</summary>
    public static readonly Message Incompatible = new("LC6013", "“{option}”第 {position} 个字符处：类型不匹配。{detail}", "'{option}', character {position}: the types do not fit. {detail}");

    /// <summary>A function that does not exist.</summary>
    public static readonly Message UnknownFunction = new("LC6014", "“{option}”第 {position} 个字符处：没有函数“{name}”，或其参数不符。", "'{option}', character {position}: there is no function '{name}' with these arguments.");

    /// <summary>An expression that nests too deeply.</summary>
    public static readonly Message TooDeep = new("LC6015", "“{option}”嵌套过深或过长。", "'{option}' is too deep or too long.");

    /// <summary>A continuation that cannot be read.</summary>
    public static readonly Message WrongSkipToken = new("LC6016", "分页标记无效，请从第一页重新查询。", "The skip token is not valid: start again at the first page.");

    /// <summary>A key that is no key.</summary>
    public static readonly Message WrongKey = new("LC6017", "“{key}”不是有效的记录编号。", "'{key}' is no valid key.");

    /// <summary>A parameter alias without a value.</summary>
    public static readonly Message MissingAlias = new("LC6018", "参数“{alias}”没有给出值。", "The alias '{alias}' has no value.");

    /// <summary>A wrong literal.</summary>
    public static readonly Message WrongLiteral = new("LC6019", "“{option}”第 {position} 个字符处：“{value}”不是有效的值。", "'{option}', character {position}: '{value}' is no valid value.");

    /// <summary>A version that is not served.</summary>
    public static readonly Message WrongVersion = new("LC6020", "不支持 OData 版本“{version}”，可用 4.0 和 4.01。", "OData version '{version}' is not served; 4.0 and 4.01 are.");

    /// <summary>No representation that the client accepts.</summary>
    public static readonly Message NotAcceptable = new("LC6021", "无法以“{accept}”格式返回，可用：{offered}。", "The answer cannot be given as '{accept}'; offered: {offered}.");

    /// <summary>A body in a format that is not read.</summary>
    public static readonly Message WrongMediaType = new("LC6022", "请求内容的格式“{type}”不受支持，应为 {expected}。", "The content type '{type}' is not read; {expected} is expected.");

    /// <summary>A body that is too large.</summary>
    public static readonly Message TooLarge = new("LC6023", "请求内容超过 {limit} 字节。", "The body is larger than {limit} bytes.");

    /// <summary>Text that is no JSON.</summary>
    public static readonly Message MalformedJson = new("LC6024", "JSON 第 {line} 行第 {column} 列有误。", "The JSON is malformed at line {line}, column {column}.");

    /// <summary>JSON that nests too deeply.</summary>
    public static readonly Message JsonTooDeep = new("LC6025", "JSON 嵌套超过 {limit} 层。", "The JSON nests deeper than {limit} levels.");

    /// <summary>A body that is not what is expected.</summary>
    public static readonly Message WrongPayload = new("LC6026", "这里应为{expected}。", "{expected} is expected here.");

    /// <summary>A property that does not exist.</summary>
    public static readonly Message UnknownInput = new("LC6027", "没有字段“{name}”。{suggestion}", "There is no property '{name}'.{suggestion}");

    /// <summary>A property twice in one object.</summary>
    public static readonly Message DuplicateProperty = new("LC6028", "“{name}”重复出现。", "'{name}' is given more than once.");

    /// <summary>A value of the wrong type.</summary>
    public static readonly Message WrongType = new("LC6029", "值的类型不对，应为{expected}，收到的是{found}。", "The value must be {expected}, not {found}.");

    /// <summary>A value of the right JSON type that is no value of the property.</summary>
    public static readonly Message WrongValue = new("LC6030", "“{value}”不是有效的{expected}。", "'{value}' is no valid {expected}.");

    /// <summary>A link that leads nowhere.</summary>
    public static readonly Message WrongLink = new("LC6031", "链接“{link}”无效，应指向 {set} 中的一条记录。", "The link '{link}' must lead to an entity of {set}.");

    /// <summary>Two ways to set one link in the same body, and they differ.</summary>
    public static readonly Message TwoLinks = new("LC6032", "“{name}”的引用给出了两次。", "The link '{name}' is given twice.");

    /// <summary>The key in the body is not the key of the address.</summary>
    public static readonly Message KeyDiffers = new("LC6033", "内容中的编号与地址中的不一致。", "The key in the body is not the key in the address.");

    /// <summary>The record has changed.</summary>
    public static readonly Message Stale = new("LC6034", "记录已被他人修改（当前为第 {revision} 版），请刷新后重试。", "The record has changed meanwhile (it is at revision {revision}): read it again.");

    /// <summary>The record is there, and must not be.</summary>
    public static readonly Message Exists = new("LC6035", "记录已存在。", "The record exists already.");

    /// <summary>What was sent breaks the form's rules.</summary>
    public static readonly Message Invalid = new("LC6036", "有 {count} 处填写不符合要求。", "{count} things are not as required.");

    /// <summary>A header that cannot be understood.</summary>
    public static readonly Message WrongHeader = new("LC6037", "请求头“{header}”的值“{value}”无效。", "The header '{header}' has the value '{value}', which is not valid.");

    /// <summary>An attachment that is not there.</summary>
    public static readonly Message NoAttachment = new("LC6038", "找不到附件，或您无权查看。", "The attachment does not exist, or you may not see it.");

    /// <summary>A property that is computed cannot be set by its own address.</summary>
    public static readonly Message NotWritable = new("LC6039", "“{name}”不能直接修改。", "'{name}' cannot be set.");

    /// <summary>The body is missing.</summary>
    public static readonly Message NoBody = new("LC6040", "请求没有内容。", "The request has no body.");

    /// <summary>Something in the server broke.</summary>
    public static readonly Message Broken = new("LC6042", "服务器出错，请稍后重试（{trace}）。", "The server failed; try again later ({trace}).");

    /// <summary>What an option takes: a whole number from zero.</summary>
    public static readonly Message ExpectNumber = new("LC6043", "不小于 0 的整数", "a whole number from 0");

    /// <summary>What an option takes: true or false.</summary>
    public static readonly Message ExpectBoolean = new("LC6044", "true 或 false", "true or false");

    /// <summary>What an option takes: a format.</summary>
    public static readonly Message ExpectFormat = new("LC6045", "json 或 xml", "json or xml");

    /// <summary>Something is missing or too much in an expression.</summary>
    public static readonly Message BadExpression = new("LC6046", "表达式不完整或不合语法。", "the expression is incomplete or malformed.");

    /// <summary>An unterminated text.</summary>
    public static readonly Message UnterminatedText = new("LC6047", "文本缺少结尾的单引号。", "the text has no closing quote.");

    /// <summary>A division that cannot be computed or a number that is too large.</summary>
    public static readonly Message CannotCompute = new("LC6048", "计算出错：除数为零或数值过大。", "The expression divides by zero or a number is too large.");

    /// <summary>What a value must be: a key.</summary>
    public static readonly Message ExpectId = new("LC6049", "记录编号（如 01890a5d-ac96-774b-bcce-b302099a8057）", "an id such as 01890a5d-ac96-774b-bcce-b302099a8057");

    /// <summary>What a value must be: a date.</summary>
    public static readonly Message ExpectDate = new("LC6050", "日期（如 2026-06-01）", "a date such as 2026-06-01");

    /// <summary>What a value must be: a time.</summary>
    public static readonly Message ExpectTime = new("LC6051", "时间（如 08:30:00）", "a time such as 08:30:00");

    /// <summary>What a value must be: an instant.</summary>
    public static readonly Message ExpectInstant = new("LC6052", "带时区的时间（如 2026-06-01T08:30:00Z）", "an instant with its offset such as 2026-06-01T08:30:00Z");

    /// <summary>A record's id where the record itself is expected.</summary>
    public static readonly Message LinkIsNoId = new("LC6053", "“{name}”是链接；记录编号请写在“{id}”里。", "'{name}' is a link: give the record's id as '{id}'.");

    /// <summary>A parameter alias whose value needs itself.</summary>
    public static readonly Message AliasLoop = new("LC6200", "参数“{alias}”的值引用了它自己。", "The value of the alias '{alias}' refers to itself.");

    /// <summary>More is expanded than an answer can hold.</summary>
    public static readonly Message TooMuchExpanded = new("LC6201", "展开的记录超过 {limit} 条，请用 $filter 或 $top 缩小范围，或减小每页条数。", "More than {limit} entities are expanded: narrow them with $filter or $top, or ask for smaller pages.");

    /// <summary>A name for a result that something else has.</summary>
    public static readonly Message NameTaken = new("LC6250",
        "{option} 第 {position} 个字符处：名称“{name}”已被使用，请换一个。",
        "{option}, position {position}: the name '{name}' is already in use; choose another.");

    /// <summary>What is missing: the name of a result.</summary>
    public static readonly Message ExpectAlias = new("LC6251", "这里需要“as”和结果的名称。", "'as' and a name for the result are expected here.");

    /// <summary>What a ranking is up to.</summary>
    public static readonly Message ExpectLimit = new("LC6252", "这里需要一个数（个数为非负整数，百分比在 0 到 100 之间）。", "a number is expected here: a whole one from 0 for a count, 0 to 100 for a percentage.");

    /// <summary><c>$schemaversion</c>.</summary>
    public static readonly Message NoSchemaVersion = new("LC6355",
        "没有版本为“{version}”的数据模型，当前为“{current}”，* 表示当前版本。",
        "There is no version '{version}' of the schema; the current one is '{current}', for which * stands.");

    /// <summary>The sets of <c>$crossjoin</c>.</summary>
    public static readonly Message WrongCrossJoin = new("LC6356",
        "$crossjoin 中每个集合只能出现一次，最多 {limit} 个。",
        "Each set stands in $crossjoin once, and {limit} sets at most.");

    /// <summary>More is to be joined than can be held.</summary>
    public static readonly Message TooMuchJoined = new("LC6357",
        "要组合的“{set}”超过 {limit} 条，请在 $filter 中用只涉及它的条件缩小范围。",
        "More than {limit} entities of {set} are to be joined: narrow them in $filter with a condition on it alone.");
}
