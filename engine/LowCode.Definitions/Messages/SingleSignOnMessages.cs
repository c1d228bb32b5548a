namespace LowCode.Definitions.Messages;

/// <summary>What is said about single sign-on: LC816x and LC817x.</summary>
public static class SingleSignOnMessages
{
    /// <summary>A secret on the command line, which lists of processes show.</summary>
    public static readonly Message SecretOnCommandLine = new("LC8160",
        "{setting} 不能写在命令行里，进程列表会显示出来。请改用环境变量 {variable} 或 appsettings.json。",
        "{setting} must not stand on the command line, where lists of processes show it. Use the environment variable {variable} or appsettings.json.");

    /// <summary>The provider does not answer.</summary>
    public static readonly Message Unreachable = new("LC8161",
        "统一身份认证服务暂时无法访问，请稍后再试；本地账户仍可登录。",
        "The single sign-on service cannot be reached; try again later. Local accounts can sign in.");

    /// <summary>A sign-in that does not belong to this browser, is finished already, or took too long.</summary>
    public static readonly Message Over = new("LC8162",
        "这次登录已失效（超时、已完成，或不是从本浏览器发起），请重新登录。",
        "This sign-in is over: it took too long, was finished before, or did not begin in this browser. Sign in again.");

    /// <summary>The provider says that it is an error.</summary>
    public static readonly Message ProviderError = new("LC8163",
        "统一身份认证服务返回错误：{error}。请联系管理员。",
        "The single sign-on service answers with an error: {error}. Ask your administrator.");

    /// <summary>What the provider says cannot be trusted.</summary>
    public static readonly Message AnswerInvalid = new("LC8164",
        "统一身份认证服务的应答未通过校验，登录已拒绝。请联系管理员。",
        "What the single sign-on service answered could not be verified; the sign-in was refused. Ask your administrator.");

    /// <summary>The person, or the provider, said no.</summary>
    public static readonly Message Denied = new("LC8165",
        "登录已取消，或未获统一身份认证服务许可。", "The sign-in was cancelled, or the single sign-on service does not allow it.");

    /// <summary>The account lets nobody in.</summary>
    public static readonly Message AccountDisabled = new("LC8166",
        "账户“{user}”已停用，请联系管理员。", "The account '{user}' is disabled; ask your administrator.");

    /// <summary>Somebody whom nobody has let in.</summary>
    public static readonly Message NotAdmitted = new("LC8167",
        "您尚未开通本系统。请联系管理员，并告知您的用户标识：{subject}",
        "You have not been admitted. Ask your administrator, and tell your subject: {subject}");

    /// <summary>The name is that of a user who is not known to be this person.</summary>
    public static readonly Message NameTaken = new("LC8168",
        "用户名“{user}”已属于本系统的另一账户。如果那是您的账户，请管理员将其与您的用户标识关联：{subject}",
        "The user name '{user}' belongs to another account here. If it is yours, ask your administrator to tie it to your subject: {subject}");

    /// <summary>The provider gives no user name.</summary>
    public static readonly Message NoUserName = new("LC8169",
        "统一身份认证服务没有给出用户名，请联系管理员。", "The single sign-on service gives no user name; ask your administrator.");

    /// <summary>An address to go on to that is not ours.</summary>
    public static readonly Message ReturnElsewhere = new("LC8170",
        "returnTo 须为本系统内的路径，以 / 开头。", "returnTo must be a path on this server, beginning with /.");

    /// <summary>What a provider says about a session's end cannot be trusted.</summary>
    public static readonly Message LogoutInvalid = new("LC8171",
        "注销通知未通过校验。", "The logout token could not be verified.");

    /// <summary>No subject, or too long a one.</summary>
    public static readonly Message SubjectWrong = new("LC8172",
        "请填写用户标识（subject），最多 {max} 个字符。", "Say the subject, in at most {max} characters.");

    /// <summary>A subject that is a user already.</summary>
    public static readonly Message SubjectTaken = new("LC8173",
        "该用户标识已关联用户“{user}”。", "This subject is the user '{user}' already.");

    /// <summary>No provider is set.</summary>
    public static readonly Message NotConfigured = new("LC8174",
        "没有配置统一身份认证（SingleSignOn）。", "Single sign-on is not configured (SingleSignOn).");
}
