namespace FaceRek.Core.Workplaces;

public abstract record DepartmentOutcome
{
    private DepartmentOutcome() { }

    public sealed record Done(Department Department) : DepartmentOutcome;

    public sealed record NotFound : DepartmentOutcome;

    public sealed record NameUnreadable : DepartmentOutcome;

    public sealed record NameTaken : DepartmentOutcome;

    public sealed record TooMany : DepartmentOutcome;

    public sealed record NoSuchParent : DepartmentOutcome;

    /// <summary>It would hang below itself.</summary>
    public sealed record BelowItself : DepartmentOutcome;

    public sealed record TooDeep : DepartmentOutcome;

    /// <summary>Somebody who leads is no member with the role of a manager or above.</summary>
    public sealed record NotAManager : DepartmentOutcome;

    /// <summary>It cannot go while people belong to it or departments hang below it.</summary>
    public sealed record InUse(int People, int Departments) : DepartmentOutcome;

    /// <summary>People belonged to it, and reports of those days name it.</summary>
    public sealed record Remembered : DepartmentOutcome;
}
