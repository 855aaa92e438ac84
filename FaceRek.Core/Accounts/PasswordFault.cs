namespace FaceRek.Core.Accounts;

public enum PasswordFault
{
    TooShort,
    TooLong,

    /// <summary>One of those everybody tries first, with or without digits around it.</summary>
    Common,

    /// <summary>Little more than the name, the company, the e-mail or ours.</summary>
    SaysWhoYouAre,
}
