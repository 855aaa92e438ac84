using FaceRek.Core.Billing;

namespace FaceRek.Core.People.Sheets;

public abstract record ImportOutcome
{
    private ImportOutcome() { }

    /// <summary>A dry run: nothing was written.</summary>
    public sealed record Checked(IReadOnlyList<ImportLine> Lines) : ImportOutcome;

    public sealed record Unreadable(SheetFault Fault, int? Line) : ImportOutcome;

    public sealed record TakenIn(int People) : ImportOutcome;

    /// <summary>The plan has no room for so many, or the organization can only be read: nothing was written.</summary>
    public sealed record NotEntitled(EntitlementDenial Obstacle) : ImportOutcome;

    /// <summary>Since the dry run somebody else added one of these people: nothing was written.</summary>
    public sealed record Overtaken : ImportOutcome;
}
