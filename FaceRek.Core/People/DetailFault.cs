namespace FaceRek.Core.People;

/// <summary>What can be wrong with a person's details.</summary>
public enum DetailFault
{
    NameMissing,
    NameTooLong,

    /// <summary>Nothing to read in it, or characters that hide, reverse or break what stands around them.</summary>
    NameUnreadable,

    ExternalIdTooLong,
    ExternalIdUnreadable,
    EmailInvalid,
}
