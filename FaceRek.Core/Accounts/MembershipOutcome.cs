namespace FaceRek.Core.Accounts;

public enum MembershipOutcome
{
    Done,
    NotAMember,

    /// <summary>Only admins change members, only owners make and unmake owners, and nobody raises themselves.</summary>
    NotAllowed,

    /// <summary>An organization without an owner could never be put right again.</summary>
    LastOwner,
}
