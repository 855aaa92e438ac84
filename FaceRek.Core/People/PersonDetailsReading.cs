namespace FaceRek.Core.People;

public abstract record PersonDetailsReading
{
    private PersonDetailsReading() { }

    public sealed record Good(PersonDetails Details) : PersonDetailsReading;

    public sealed record Bad(IReadOnlyList<DetailFault> Faults) : PersonDetailsReading;
}
