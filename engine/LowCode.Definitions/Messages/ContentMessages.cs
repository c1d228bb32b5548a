namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with views, translations and test cases: LC14xx.</summary>
public static class ContentMessages
{
    /// <summary>Not path, path asc or path desc.</summary>
    public static readonly Message BadOrder = new("LC1401",
        "“{text}”写法不对，应为“字段”或“字段 desc”。",
        "'{text}' must be a field, or a field and desc.");

    /// <summary>A field that a list cannot use so.</summary>
    public static readonly Message NotInView = new("LC1402",
        "列表的 {property} 里不能用字段“{field}”（{type}，或在表格里）。",
        "A list cannot have '{field}' in '{property}': it is of the type {type}, or lies in a table.");

    /// <summary>A $ name that does not exist.</summary>
    public static readonly Message UnknownSystemField = new("LC1403",
        "没有系统字段“{field}”。{suggestion}",
        "There is no system field '{field}'.{suggestion}");

    /// <summary>Not a language tag.</summary>
    public static readonly Message BadLocale = new("LC1410",
        "“{locale}”不是语言代码，请写成 en 或 zh-TW 的样子。",
        "'{locale}' is no language; write it like en or zh-TW.");

    /// <summary>A translation of nothing.</summary>
    public static readonly Message UnknownTextPath = new("LC1411",
        "没有“{path}”这段文字。{suggestion}",
        "There is no text '{path}'.{suggestion}");

    /// <summary>Texts without translation.</summary>
    public static readonly Message TranslationsMissing = new("LC1412",
        "还有 {count} 段文字没有翻译，第一段是“{path}”。",
        "{count} texts are not translated, the first is '{path}'.");

    /// <summary>Not role@division.</summary>
    public static readonly Message BadActor = new("LC1420",
        "“{text}”写法不对，应为“角色@行政区划代码”，例如 inspector@310106006002。",
        "'{text}' must be role@division code, like inspector@310106006002.");

    /// <summary>A step that is nothing known.</summary>
    public static readonly Message BadStep = new("LC1421",
        "步骤应为流转名称，或带 as、set、do、after 的对象。",
        "A step is a transition's name, or an object with as, set, do, after.");

    /// <summary>A record name that the case does not give.</summary>
    public static readonly Message UnknownRecord = new("LC1422",
        "existing 里没有记录“{name}”。{suggestion}",
        "'existing' has no record '{name}'.{suggestion}");
}
