namespace FaceRek.Core.People;

public enum PinOutcome
{
    Done,

    /// <summary>Not 6 to 10 digits, or all the same, or a plain run.</summary>
    TooSimple,

    /// <summary>The signed-in user is nobody of the people here.</summary>
    NoPerson,
}
