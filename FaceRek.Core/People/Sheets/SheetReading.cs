namespace FaceRek.Core.People.Sheets;

public abstract record SheetReading
{
    private SheetReading() { }

    public sealed record Lines(IReadOnlyList<SheetLine> All) : SheetReading;

    /// <param name="Line">Where in the file, if it is one place.</param>
    public sealed record Refused(SheetFault Fault, int? Line = null) : SheetReading;
}
