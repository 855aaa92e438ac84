namespace FaceRek.Core.People;

public enum PersonStatus
{
    Active,

    /// <summary>Kept, but neither matches nor punches.</summary>
    Inactive,

    /// <summary>Face data and names are gone; punches stay under a pseudonym.</summary>
    Erased,
}
