namespace LowCode.Definitions.Messages;

/// <summary>What is said about users, their accounts and their tokens: LC913x and LC914x.</summary>
public static class UserMessages
{
    /// <summary>Nobody could administer any more.</summary>
    public static readonly Message LastAdministrator = new("LC9130",
        "“{user}”是最后一个可用的管理员，不能停用，也不能取消其管理员身份。", "'{user}' is the last administrator who can sign in and must stay one.");

    /// <summary>A new user's name that somebody has.</summary>
    public static readonly Message UserExists = new("LC9131",
        "用户名“{user}”已被使用。", "The user name '{user}' is taken.");

    /// <summary>A name that cannot be one.</summary>
    public static readonly Message UserNameWrong = new("LC9132",
        "用户名须为 2 至 64 个字符，只能包含文字、数字和 . _ - @，并以文字或数字开头。",
        "A user name has 2 to 64 characters: letters, digits and . _ - @, and begins with a letter or digit.");

    /// <summary>No name as people say it, or too long a one.</summary>
    public static readonly Message TitleWrong = new("LC9133",
        "请填写姓名，最多 {max} 个字符。", "Say the person's name, in at most {max} characters.");

    /// <summary>More roles than anybody holds.</summary>
    public static readonly Message TooManyRoles = new("LC9134",
        "一个用户最多可有 {max} 个角色。", "A user holds at most {max} roles.");

    /// <summary>A role without a name.</summary>
    public static readonly Message RoleNeeded = new("LC9135",
        "角色名不能为空，最多 {max} 个字符。", "A role has a name, of at most {max} characters.");

    /// <summary>A token that creates, and nothing that it creates.</summary>
    public static readonly Message ScopeWithoutSets = new("LC9136",
        "只能新建的令牌须指明表单（应用/表单）。", "A token that only creates names the sets, app/form.");

    /// <summary>An app or a set that there is not.</summary>
    public static readonly Message ScopeUnknown = new("LC9137",
        "令牌的范围中，没有“{name}”这个应用或表单。", "The token's scope names '{name}', which there is not.");

    /// <summary>Sets for a token that does more than create, or apps for one that does not.</summary>
    public static readonly Message ScopeMixed = new("LC9138",
        "只能新建的令牌指明表单，其他令牌指明应用。", "A token that only creates names sets; any other names apps.");

    /// <summary>A token that is to administer and cannot.</summary>
    public static readonly Message ScopeAdministers = new("LC9139",
        "只有管理员的可读写令牌才能用于管理。", "Only an administrator's token that reads and writes may administer.");

    /// <summary>A token that ends too late, or has ended.</summary>
    public static readonly Message TokenEndWrong = new("LC9141",
        "有效期须在今后 {days} 天之内。", "A token ends within {days} days from now.");

    /// <summary>A token without a title.</summary>
    public static readonly Message TokenTitleWrong = new("LC9142",
        "请为令牌起一个名称，最多 {max} 个字符。", "Give the token a title, of at most {max} characters.");

    /// <summary>More tokens than anybody needs.</summary>
    public static readonly Message TooManyTokens = new("LC9143",
        "一个用户最多可有 {max} 个访问令牌，请先删除不用的。", "A user has at most {max} access tokens; delete what is not used.");

    /// <summary>An invitation that ends too late, or has ended.</summary>
    public static readonly Message InvitationEndWrong = new("LC9145",
        "邀请的有效期须在 {hours} 小时之内。", "An invitation is good for at most {hours} hours.");

    /// <summary>A role that ends before it begins.</summary>
    public static readonly Message RoleDatesWrong = new("LC9146",
        "角色的截止日期（{until}）早于起始日期（{from}）。", "A role cannot end on {until} when it begins on {from}.");

    /// <summary>Somebody who is to stand in for themselves.</summary>
    public static readonly Message StandInSelf = new("LC9147",
        "不能由本人代理本人。", "Nobody stands in for themselves.");

    /// <summary>Days between which nobody can stand in.</summary>
    public static readonly Message StandInDatesWrong = new("LC9148",
        "代理的截止日期不能早于今天和起始日期；代理最长一年，并须在一年之内开始。",
        "Standing in begins within a year, lasts at most a year, and ends neither before it begins nor before today.");

    /// <summary>Somebody who stands in for too many.</summary>
    public static readonly Message TooManyStandIns = new("LC9149",
        "一个人最多同时代理 {max} 人。", "Nobody stands in for more than {max} people.");

    /// <summary>Somebody else's roles.</summary>
    public static readonly Message StandInForbidden = new("LC9150",
        "只能由本人或管理员指定代理人；代理人也可自行结束代理。", "Only the person and administrators name who stands in; who stands in may end it too.");

    /// <summary>A token that only reads.</summary>
    public static readonly Message TokenReads = new("LC9144",
        "这个访问令牌只能读取。", "This access token only reads.");
}
