namespace LowCode.Definitions.Messages;

/// <summary>What is wrong with a rule as its author wrote it: LC20xx the language, LC21xx meaning and types.</summary>
public static class RuleMessages
{
    /// <summary>Not an expression of the language.</summary>
    public static readonly Message Syntax = new("LC2001", "规则有语法错误，看不懂这里：{near}", "Syntax error in the rule near: {near}");

    /// <summary>The rule stops too early.</summary>
    public static readonly Message Incomplete =
        new("LC2002", "规则没有写完（可能缺少括号、引号或后面的内容）。", "The rule is incomplete (a bracket, a quote or what should follow is missing).");

    /// <summary>More text than a rule may have.</summary>
    public static readonly Message TooLong =
        new("LC2003", "规则太长（{length} 个字符），最多 {max} 个。请拆成几个计算字段。", "The rule is too long ({length} characters, at most {max}). Split it into calculated fields.");

    /// <summary>More nesting than a rule may have.</summary>
    public static readonly Message TooDeep =
        new("LC2004", "规则嵌套太深（最多 {max} 层）。请拆成几个计算字段。", "The rule is nested too deeply (at most {max} levels). Split it into calculated fields.");

    /// <summary>An assignment, mostly meant as a comparison.</summary>
    public static readonly Message Assignment =
        new("LC2005", "规则不能赋值。判断相等请写 ===。", "A rule cannot assign. Write === to compare.");

    /// <summary>A construct of JavaScript that the rule language leaves out.</summary>
    public static readonly Message NotInLanguage =
        new("LC2006", "规则中不能使用“{construct}”。", "'{construct}' is not part of the rule language.");

    /// <summary>A construct that the language leaves out, with what to write.</summary>
    public static readonly Message NotInLanguageUse =
        new("LC2007", "规则中不能使用“{construct}”，请改用 {instead}。", "'{construct}' is not part of the rule language; use {instead}.");

    /// <summary>A name that is neither field nor function.</summary>
    public static readonly Message UnknownName = new("LC2010", "没有名为“{name}”的字段。", "There is no field '{name}'.");

    /// <summary>An unknown name that resembles a known one.</summary>
    public static readonly Message UnknownNameSuggest =
        new("LC2011", "没有名为“{name}”的字段，是不是“{suggestion}”？", "There is no field '{name}'; did you mean '{suggestion}'?");

    /// <summary>A property that its object lacks.</summary>
    public static readonly Message UnknownProperty =
        new("LC2012", "{type}没有“{name}”。", "'{name}' is no property of {type}.");

    /// <summary>An unknown property that resembles a known one.</summary>
    public static readonly Message UnknownPropertySuggest =
        new("LC2013", "{type}没有“{name}”，是不是“{suggestion}”？", "'{name}' is no property of {type}; did you mean '{suggestion}'?");

    /// <summary>A call of a method that its object lacks or that rules may not call.</summary>
    public static readonly Message UnknownMethod =
        new("LC2014", "{type}没有可用的方法“{name}”。", "'{name}' is no method of {type} that rules may call.");

    /// <summary>A call of something that is no function.</summary>
    public static readonly Message UnknownFunction = new("LC2015", "没有函数“{name}”。", "There is no function '{name}'.");

    /// <summary>An unknown function that resembles a known one.</summary>
    public static readonly Message UnknownFunctionSuggest =
        new("LC2016", "没有函数“{name}”，是不是“{suggestion}”？", "There is no function '{name}'; did you mean '{suggestion}'?");

    /// <summary>Too few or too many arguments.</summary>
    public static readonly Message WrongArity =
        new("LC2017", "“{name}”需要 {expected} 个参数，现在有 {given} 个。", "'{name}' takes {expected} arguments, not {given}.");

    /// <summary>A function or method named but not called.</summary>
    public static readonly Message NotCalled =
        new("LC2018", "“{name}”是函数，要加括号调用：{name}(…)。", "'{name}' is a function: call it as {name}(…).");

    /// <summary>An arrow function where no list method or list function takes it.</summary>
    public static readonly Message ArrowMisplaced =
        new("LC2019", "箭头函数（=>）只能作为列表方法的参数，例如 supplies.some(row => row.short > 0)。", "An arrow function can only be an argument of a list method, as in supplies.some(row => row.short > 0).");

    /// <summary>An arrow function with more than names as parameters, with a block, or with too many parameters.</summary>
    public static readonly Message ArrowForm =
        new("LC2020", "这里的箭头函数最多 {max} 个参数，参数只能是名称，箭头后面只能是一个表达式。", "Here an arrow function takes at most {max} parameters, which are plain names, and its body is one expression.");

    /// <summary>A list method or function without its arrow function.</summary>
    public static readonly Message ArrowNeeded =
        new("LC2021", "“{name}”的第 {position} 个参数要写成箭头函数，例如 row => row.short > 0。", "Argument {position} of '{name}' must be an arrow function such as row => row.short > 0.");

    /// <summary>A reference used as if it were the record it points to.</summary>
    public static readonly Message ReferenceMember =
        new("LC2022", "引用字段“{name}”只保存编号；取所引用记录的字段请写 lookup({name}, '{property}')。", "The reference '{name}' holds an id only; write lookup({name}, '{property}') for a field of its record.");

    /// <summary>A group used as a value.</summary>
    public static readonly Message GroupAsValue =
        new("LC2023", "“{name}”是分组，本身没有值，请写出其中的字段，例如 {example}。", "'{name}' is a group and has no value itself; name a field in it, such as {example}.");

    /// <summary>An index that is no number.</summary>
    public static readonly Message IndexType =
        new("LC2024", "方括号里只能是数字，例如 supplies[0]。", "Only a number can stand in brackets, as in supplies[0].");

    /// <summary>A regular expression outside the linear-time subset.</summary>
    public static readonly Message Pattern =
        new("LC2025", "正则表达式这里不受支持：{detail}（只支持能保证快速匹配的写法）。", "The regular expression is not supported here: {detail} (only what can be matched in linear time is).");

    /// <summary>A regular expression that is not tested.</summary>
    public static readonly Message PatternUse =
        new("LC2026", "正则表达式只能这样使用：/…/.test(文本)。", "A regular expression can only be used as /…/.test(text).");

    /// <summary>The option outside an option filter.</summary>
    public static readonly Message OptionOutsideFilter =
        new("LC2027", "option 只能用在选项筛选（filter）规则中。", "'option' can only be used in an option filter.");

    /// <summary>The path of lookup is not a literal.</summary>
    public static readonly Message LookupPathLiteral =
        new("LC2028", "lookup 的第二个参数要直接写字段名，例如 lookup(site, 'address')。", "The second argument of lookup must be a field written out, as in lookup(site, 'address').");

    /// <summary>The path of lookup is no field of the form that the reference points to.</summary>
    public static readonly Message LookupPath =
        new("LC2029", "表单“{form}”没有可以读取的字段“{path}”。", "The form '{form}' has no field '{path}' that can be looked up.");

    /// <summary>lookup over something that is no reference field.</summary>
    public static readonly Message LookupReference =
        new("LC2030", "lookup 的第一个参数要是本表单的引用字段。", "The first argument of lookup must be a reference field of this form.");

    /// <summary>title or parent over something that is no choice.</summary>
    public static readonly Message ChoiceNeeded =
        new("LC2031", "“{name}”的参数要是选择字段。", "The argument of '{name}' must be a choice field.");

    /// <summary>The form or option list that a field names is missing, so rules cannot be checked against it.</summary>
    public static readonly Message TargetMissing =
        new("LC2032", "找不到“{name}”，无法检查这条规则。", "'{name}' cannot be found, so this rule cannot be checked.");

    /// <summary>A code that the option list lacks.</summary>
    public static readonly Message UnknownCode =
        new("LC2101", "选项表“{list}”没有代码“{code}”。", "The option list '{list}' has no code '{code}'.");

    /// <summary>An unknown code that resembles a known one.</summary>
    public static readonly Message UnknownCodeSuggest =
        new("LC2102", "选项表“{list}”没有代码“{code}”，是不是“{suggestion}”？", "The option list '{list}' has no code '{code}'; did you mean '{suggestion}'?");

    /// <summary>A comparison whose sides cannot be compared.</summary>
    public static readonly Message Incomparable =
        new("LC2103", "{left}与{right}不能这样比较，结果永远不变。", "Cannot compare {left} with {right}: the result would never change.");

    /// <summary>Arithmetic on something that is no number.</summary>
    public static readonly Message Arithmetic =
        new("LC2104", "{type}不能用“{operator}”计算。", "'{operator}' cannot be used on {type}.");

    /// <summary>Arithmetic on a date.</summary>
    public static readonly Message DateArithmetic =
        new("LC2105", "日期不能直接加减，请用 addDays(日期, 天数) 或 daysBetween(从, 到)。", "Dates cannot be added or subtracted; use addDays(date, days) or daysBetween(from, to).");

    /// <summary>A condition that is a constant other than true and false.</summary>
    public static readonly Message ConstantCondition =
        new("LC2106", "这个条件永远不变，请写 true、false 或一个判断。", "This condition never changes; write true, false or a comparison.");

    /// <summary>A list or object as a condition.</summary>
    public static readonly Message ListAsCondition =
        new("LC2107", "{type}作为条件永远成立，请写 .length > 0 之类的判断。", "As a condition {type} always holds; write a comparison such as .length > 0.");

    /// <summary>A property of something that may be empty.</summary>
    public static readonly Message MayBeEmpty =
        new("LC2108", "“{name}”可能没有填写，这时规则会出错；请写 ?. 或先判断是否为空。", "'{name}' may be empty, and then the rule fails; write ?. or test it first.");

    /// <summary>A result that its slot cannot hold.</summary>
    public static readonly Message ResultType =
        new("LC2109", "这里需要{expected}，而规则的结果可能是{actual}。", "The rule must give {expected}, and it may give {actual}.");

    /// <summary>A text compared with a date that is no date.</summary>
    public static readonly Message DateLiteral =
        new("LC2110", "“{text}”不是正确的{expected}，应写成 {example}。", "'{text}' is not {expected}; write it as {example}.");

    /// <summary>An entered text compared with the empty text.</summary>
    public static readonly Message EmptyText =
        new("LC2111", "没有填写的字段是 null，不是 ''；请写 === null 或 isEmpty(…)。", "A field that is not filled in is null, not ''; write === null or isEmpty(…).");

    /// <summary>A comparison with undefined.</summary>
    public static readonly Message UndefinedCompare =
        new("LC2112", "没有填写的字段是 null，不是 undefined；请写 === null。", "A field that is not filled in is null, not undefined; write === null.");

    /// <summary>An argument of a wrong type.</summary>
    public static readonly Message ArgumentType =
        new("LC2113", "“{name}”的第 {position} 个参数需要{expected}，现在可能是{actual}。", "Argument {position} of '{name}' must be {expected}; it may be {actual}.");

    /// <summary>A list or object used as text.</summary>
    public static readonly Message ListAsText =
        new("LC2114", "{type}不能直接当作文字使用，请用 join(…) 或写出其中的字段。", "Cannot use {type} as text; use join(…) or name what is in it.");

    /// <summary>Lists in lists in lists….</summary>
    public static readonly Message TypeTooDeep =
        new("LC2115", "列表里的列表嵌套太多层。", "Lists are nested in lists too deeply.");
}
