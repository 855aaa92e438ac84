namespace FaceRek.Core.People;

public enum ConsentWay
{
    /// <summary>The person accepted it from their own sign-in.</summary>
    Accepted,

    /// <summary>An admin recorded it, with a statement of how it was given.</summary>
    Recorded,
}
