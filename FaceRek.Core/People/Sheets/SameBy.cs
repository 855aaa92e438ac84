namespace FaceRek.Core.People.Sheets;

/// <summary>What tells a person from others: the external id where there is one, else the e-mail, else the name.</summary>
public enum SameBy
{
    ExternalId,
    Email,
    Name,
}
