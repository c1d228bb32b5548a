namespace LowCode.Definitions.Messages;

/// <summary>What can be wrong with a printed document's template (LC460x, LC461x), with making it (LC462x), and its words (LC463x).</summary>
public static class DocumentMessages
{
    /// <summary>The template cannot be parsed.</summary>
    public static readonly Message Syntax = new("LC4601",
        "模板写法有误：{problem}",
        "The template cannot be read: {problem}");

    /// <summary>Something that Scriban can do and a document may not.</summary>
    public static readonly Message NotAllowed = new("LC4602",
        "文书模板中不能使用“{construct}”；可以用 if、for、比较（== != < > <= >=）、&&、||、!、?? 和函数 {functions}。",
        "'{construct}' cannot be used in a document; there are if, for, comparisons (== != < > <= >=), &&, ||, !, ?? and the functions {functions}.");

    /// <summary>A name that stands for nothing.</summary>
    public static readonly Message UnknownName = new("LC4603",
        "模板中没有“{name}”。{suggestion}",
        "There is no '{name}' in a template.{suggestion}");

    /// <summary>A function used in another way than it is meant.</summary>
    public static readonly Message BadCall = new("LC4604",
        "函数“{function}”的用法不对，应写成：{usage}。",
        "'{function}' is used as: {usage}.");

    /// <summary>A loop over what is no list.</summary>
    public static readonly Message NotAList = new("LC4605",
        "“{name}”不是表格或列表，不能用 for 逐行输出。",
        "'{name}' is no table or list; 'for' cannot go through it.");

    /// <summary>Printing what has no text of its own.</summary>
    public static readonly Message NoText = new("LC4606",
        "“{name}”是分组、表格或列表，不能直接输出；请写明其中的字段，或用 for 逐行输出。",
        "'{name}' is a group, table or list and cannot be printed; name a field in it, or go through it with 'for'.");

    /// <summary>An element that a document may not have.</summary>
    public static readonly Message BadElement = new("LC4607",
        "文书模板中不能使用 <{element}> 标签。",
        "A document cannot have the element <{element}>.");

    /// <summary>An attribute that a document may not have.</summary>
    public static readonly Message BadAttribute = new("LC4608",
        "文书模板的 <{element}> 标签不能有 {attribute} 属性，或属性值不允许。",
        "The element <{element}> of a document cannot have the attribute '{attribute}', or not with this value.");

    /// <summary>Markup that browsers would have to guess at.</summary>
    public static readonly Message BadMarkup = new("LC4609",
        "HTML 写法不规范：标签要写完整，属性值要加引号，正文中的小于号写成 &lt;，注释写成 {{# … #}}。",
        "The HTML is malformed: complete every tag, quote attribute values, write &lt; in text, and comments as {{# … #}}.");

    /// <summary>A value or a statement inside a tag or style.</summary>
    public static readonly Message NotHere = new("LC4610",
        "这里不能写 {{ }}：数据只能放在正文或 title、alt、class 属性的引号中，if 和 for 只能放在标签外面。",
        "{{ }} cannot stand here: values belong in text or in the quotes of title, alt or class; 'if' and 'for' outside of tags.");

    /// <summary>A style that loads something or escapes its place.</summary>
    public static readonly Message BadStyle = new("LC4611",
        "样式中不能使用“{text}”：文书不能引用外部内容。",
        "A style cannot use '{text}': a document loads nothing from elsewhere.");

    /// <summary>A branch that ends inside of a tag.</summary>
    public static readonly Message BrokenBlock = new("LC4612",
        "if、for 的每一段里，标签和引号都要写完整。",
        "Each part of an 'if' or 'for' must complete the tags and quotes that it begins.");

    /// <summary>The document takes too much work or text.</summary>
    public static readonly Message TooLarge = new("LC4620",
        "文书内容过多，无法生成（超过 {limit}）。",
        "The document is too large to be made (more than {limit}).");

    /// <summary>Lines of loops.</summary>
    public static readonly Message Lines = new("LC4621", "{count} 行", "{count} lines");

    /// <summary>Characters of text.</summary>
    public static readonly Message Characters = new("LC4622", "{count} 个字符", "{count} characters");

    /// <summary>Yes.</summary>
    public static readonly Message Yes = new("LC4630", "是", "Yes");

    /// <summary>No.</summary>
    public static readonly Message No = new("LC4631", "否", "No");

    /// <summary>A date as people read it.</summary>
    public static readonly Message Date = new("LC4632", "{year}年{month}月{day}日", "{year}-{month}-{day}");

    /// <summary>A date and a time as people read them.</summary>
    public static readonly Message DateTime = new("LC4633", "{year}年{month}月{day}日 {time}", "{year}-{month}-{day} {time}");

    /// <summary>Unverified content.</summary>
    public static readonly Message Unverified = new("LC4634", "待核对", "to be verified");

    /// <summary>The engine itself, as the one who took a step.</summary>
    public static readonly Message BySystem = new("LC4635", "系统", "System");
}
