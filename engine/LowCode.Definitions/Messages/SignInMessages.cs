namespace LowCode.Definitions.Messages;

/// <summary>What the server says about passwords, sessions, access tokens and codes: LC812x to LC819x.</summary>
public static class SignInMessages
{
    /// <summary>A session that was revoked, from another device or by an administrator.</summary>
    public static readonly Message SessionRevoked = new("LC8270",
        "此设备的登录已被撤销，保存在设备上的数据应予清除。", "The session of this device was revoked; what the device keeps is to be wiped.");

    /// <summary>Something that is for browsers' sessions only.</summary>
    public static readonly Message SessionOnly = new("LC8271",
        "只能在浏览器登录后的会话中取得。", "This is for browsers' sessions only.");

    /// <summary>A password that is too short or too long.</summary>
    public static readonly Message PasswordLength = new("LC8120",
        "密码长度须为 {min} 至 {max} 个字符。", "A password has {min} to {max} characters.");

    /// <summary>A password that many people have, or that is quickly guessed.</summary>
    public static readonly Message PasswordCommon = new("LC8121",
        "这个密码太常见，容易被猜中，请换一个。", "This password is too common and soon guessed; choose another.");

    /// <summary>A password with the user's name in it.</summary>
    public static readonly Message PasswordIsName = new("LC8122",
        "密码不能包含用户名。", "A password does not contain the user name.");

    /// <summary>The new password is the old one.</summary>
    public static readonly Message PasswordSame = new("LC8123",
        "新密码不能与当前密码相同。", "The new password must be another one than the current.");

    /// <summary>Nothing else can be done before the password has been changed.</summary>
    public static readonly Message PasswordChangeDue = new("LC8124",
        "请先修改初始密码（POST /account/password），然后才能继续。", "Change the first password (POST /account/password) before anything else.");

    /// <summary>Nothing else can be done before a second factor has been set up.</summary>
    public static readonly Message SecondFactorDue = new("LC8250",
        "管理员须先启用动态口令（POST /account/second-factor），然后才能继续。",
        "Administrators set up a second factor (POST /account/second-factor) before anything else.");

    /// <summary>A request that another site may have had the browser send.</summary>
    public static readonly Message RequestForged = new("LC8125",
        "无法确认请求来自本系统的页面：使用会话写入时须带请求头 {header}，且来源须为 {origin}。",
        "The request may come from another site: with a session, what writes carries the header {header} and comes from {origin}.");

    /// <summary>The password is right; a code is asked for.</summary>
    public static readonly Message CodeNeeded = new("LC8126",
        "请输入动态口令或恢复码。", "Enter the code of your authenticator, or a recovery code.");

    /// <summary>The password alone does not do.</summary>
    public static readonly Message TokenNeeded = new("LC8127",
        "该账户已启用动态口令，Basic 登录请以访问令牌代替密码。", "This account uses a second factor: for Basic, use an access token in place of the password.");

    /// <summary>A token that is not good for this.</summary>
    public static readonly Message OutOfScope = new("LC8128",
        "这个访问令牌不能用于此操作。", "This access token is not good for that.");

    /// <summary>Accounts are looked after in person.</summary>
    public static readonly Message InPersonOnly = new("LC8129",
        "账户设置须由本人登录后操作，不能使用访问令牌。", "Accounts are looked after in person, not with an access token.");

    /// <summary>The current password is wrong.</summary>
    public static readonly Message PasswordWrong = new("LC8130",
        "当前密码不正确。", "The current password is not right.");

    /// <summary>There is no such session or token.</summary>
    public static readonly Message NothingToEnd = new("LC8131",
        "没有这个会话或令牌。", "There is no such session or token.");

    /// <summary>The body is no JSON, or not the JSON that is asked for.</summary>
    public static readonly Message BodyWrong = new("LC8132",
        "请求内容不正确：{reason}", "The body is not what is asked for: {reason}");

    /// <summary>The body is of another type.</summary>
    public static readonly Message BodyType = new("LC8133",
        "请求内容须为 application/json。", "The body must be application/json.");

    /// <summary>What was sent has mistakes.</summary>
    public static readonly Message Mistakes = new("LC8134",
        "有 {count} 处需要更正。", "{count} mistakes are to be corrected.");

    /// <summary>The code is wrong, or was used before.</summary>
    public static readonly Message CodeWrong = new("LC8136",
        "密码或动态口令不正确，或口令已使用过。", "The password or the code is not right, or the code was used before.");

    /// <summary>There is a second factor already.</summary>
    public static readonly Message FactorInUse = new("LC8137",
        "该账户已启用动态口令，请先停用。", "The account has a second factor already; disable it first.");

    /// <summary>A user has no second factor any more.</summary>
    public static readonly Message FactorWasReset = new("LC8157",
        "已解除用户“{user}”的动态口令，其会话已全部结束。", "The user '{user}' has no second factor any more; all sessions have ended.");

    /// <summary>An invitation that is not good, or not any more.</summary>
    public static readonly Message InvitationOver = new("LC8138",
        "邀请无效，可能已使用、已撤回或已过期。", "The invitation is not good: it may have been used, withdrawn, or be over.");

    /// <summary>An invitation was made at the command line.</summary>
    public static readonly Message Invited = new("LC8158",
        "邀请码（只显示这一次，{hours} 小时内有效）：{code}", "Invitation code, shown only now and good for {hours} hours: {code}");

    /// <summary>Where an invitation is accepted.</summary>
    public static readonly Message InvitationLink = new("LC8241", "打开这个链接接受邀请：{link}", "It is accepted at: {link}");

    /// <summary>A QR code was asked for, of an invitation without an address.</summary>
    public static readonly Message PictureNeedsServer = new("LC8242",
        "--qr 需要 --server：直接写入数据时不知道服务器地址。", "--qr needs --server: in the data nobody knows the server's address.");

    /// <summary>A user was added, with a first password.</summary>
    public static readonly Message UserAdded = new("LC8150",
        "已新增用户“{user}”。初始密码（只显示这一次，首次登录须修改）：{password}",
        "Added the user '{user}'. First password, shown only now and to be changed at the first sign-in: {password}");

    /// <summary>A user was added who signs in with tokens only.</summary>
    public static readonly Message DeviceAdded = new("LC8151",
        "已新增设备用户“{user}”，只能用访问令牌登录。", "Added the device '{user}', which signs in with access tokens only.");

    /// <summary>A user was changed.</summary>
    public static readonly Message UserChanged = new("LC8152",
        "已更新用户“{user}”。", "Changed the user '{user}'.");

    /// <summary>A user lets nobody in any more.</summary>
    public static readonly Message UserDisabled = new("LC8153",
        "已停用用户“{user}”，其会话已全部结束。", "Disabled the user '{user}'; all sessions have ended.");

    /// <summary>A user lets somebody in again.</summary>
    public static readonly Message UserEnabled = new("LC8154",
        "已启用用户“{user}”。", "Enabled the user '{user}'.");

    /// <summary>A user has another first password.</summary>
    public static readonly Message PasswordWasReset = new("LC8155",
        "已重置用户“{user}”的密码，其会话和访问令牌均已失效。新的初始密码（只显示这一次）：{password}",
        "Reset the password of '{user}'; sessions and access tokens have ended. First password, shown only now: {password}");

    /// <summary>A role on the command line that cannot be read.</summary>
    public static readonly Message RoleFormat = new("LC8156",
        "角色“{role}”的写法不对，应为 角色@区划代码 或 角色@区划代码:应用，限期的在后面加 /起始日..截止日。",
        "The role '{role}' cannot be read; it looks like ROLE@DIVISION or ROLE@DIVISION:APP, with /FROM..UNTIL behind it when it has dates.");

    /// <summary>Days on the command line that cannot be read.</summary>
    public static readonly Message DaysFormat = new("LC8200",
        "日期“{days}”的写法不对，应为 起始日..截止日，如 2026-07-01..2026-07-31。", "The days '{days}' cannot be read; they look like FROM..UNTIL, as in 2026-07-01..2026-07-31.");

    /// <summary>Somebody stands in.</summary>
    public static readonly Message StandInNamed = new("LC8201",
        "“{user}”将代理“{owner}”的角色。", "'{user}' stands in for '{owner}'.");

    /// <summary>Somebody stands in no more.</summary>
    public static readonly Message StandInEnded = new("LC8202",
        "“{user}”不再代理“{owner}”。", "'{user}' no longer stands in for '{owner}'.");

    /// <summary>There is no such user.</summary>
    public static readonly Message NoSuchUser = new("LC8135",
        "没有用户“{user}”。", "There is no user '{user}'.");
}
