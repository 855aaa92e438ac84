namespace FaceRek.Core.People.Sheets;

/// <summary>Why one line of a file is left out.</summary>
public abstract record LineFault
{
    private LineFault() { }

    public sealed record Detail(DetailFault Fault) : LineFault;

    public sealed record StatusUnknown : LineFault;

    /// <summary>No open site of this name; a file makes none.</summary>
    public sealed record SiteUnknown : LineFault;

    public sealed record DepartmentUnknown : LineFault;

    /// <summary>The same person stands further up in the file.</summary>
    public sealed record Repeats(SameBy By, int FirstLine) : LineFault;

    /// <summary>The same person is in the organization already.</summary>
    public sealed record AlreadyHere(SameBy By) : LineFault;
}
