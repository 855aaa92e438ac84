namespace FaceRek.Core.People;

/// <summary>What can be wrong with a person's details.</summary>
public enum DetailFault
{
    NameMissing,
    NameTooLong,
    NameHasHiddenCharacters,
    ExternalIdTooLong,
    ExternalIdHasHiddenCharacters,
    EmailInvalid,
}
