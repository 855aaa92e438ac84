using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.Workplaces.Departments;

/// <summary>
/// Edits the tree of departments and their managers. One change at a time in an organization, so that two moves cannot
/// form a cycle.
/// </summary>
public sealed partial class DepartmentDesk(
    FaceRekDb db,
    CurrentOrganization current,
    TimeProvider clock,
    ILogger<DepartmentDesk> logger
)
{
    public async Task<DepartmentOutcome> AddAsync(
        string? name,
        Guid? parentId,
        IReadOnlyCollection<Guid> managers,
        CancellationToken cancellationToken
    )
    {
        if (!PlainName.TryRead(name, Department.MaxNameLength, out var plain))
        {
            return new DepartmentOutcome.NameUnreadable();
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await db.Departments.CountAsync(cancellationToken) >= Department.MaxCount)
        {
            return new DepartmentOutcome.TooMany();
        }
        var department = new Department
        {
            OrganizationId = current.Organization.Id,
            Name = plain,
            ParentId = parentId,
            CreatedAt = clock.GetUtcNow(),
        };
        if (await ObstacleAsync(department, managers, cancellationToken) is { } obstacle)
        {
            return obstacle;
        }
        db.Departments.Add(department);
        return await SaveAsync(department, managers, transaction, cancellationToken);
    }

    public async Task<DepartmentOutcome> ChangeAsync(
        Guid departmentId,
        string? name,
        Guid? parentId,
        IReadOnlyCollection<Guid> managers,
        CancellationToken cancellationToken
    )
    {
        if (!PlainName.TryRead(name, Department.MaxNameLength, out var plain))
        {
            return new DepartmentOutcome.NameUnreadable();
        }
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (
            await db
                .Departments.AsTracking()
                .SingleOrDefaultAsync(department => department.Id == departmentId, cancellationToken)
            is not { } found
        )
        {
            return new DepartmentOutcome.NotFound();
        }
        (found.Name, found.ParentId) = (plain, parentId);
        if (await ObstacleAsync(found, managers, cancellationToken) is { } obstacle)
        {
            db.ChangeTracker.Clear();
            return obstacle;
        }
        db.RemoveRange(
            await db
                .DepartmentManagers.Where(manager =>
                    manager.DepartmentId == departmentId && !managers.Contains(manager.UserId)
                )
                .AsTracking()
                .ToListAsync(cancellationToken)
        );
        return await SaveAsync(found, managers, transaction, cancellationToken);
    }

    public async Task<DepartmentOutcome> RemoveAsync(Guid departmentId, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (
            await db
                .Departments.AsTracking()
                .SingleOrDefaultAsync(department => department.Id == departmentId, cancellationToken)
            is not { } found
        )
        {
            return new DepartmentOutcome.NotFound();
        }
        var people = await db.People.CountAsync(person => person.DepartmentId == departmentId, cancellationToken);
        var departments = await db.Departments.CountAsync(
            department => department.ParentId == departmentId,
            cancellationToken
        );
        if (people + departments > 0)
        {
            return new DepartmentOutcome.InUse(people, departments);
        }
        if (await db.FormerWorkplaces.AnyAsync(place => place.DepartmentId == departmentId, cancellationToken))
        {
            return new DepartmentOutcome.Remembered();
        }
        db.Departments.Remove(found);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogRemoved(departmentId);
        return new DepartmentOutcome.Done(found);
    }

    private async Task<DepartmentOutcome?> ObstacleAsync(
        Department department,
        IReadOnlyCollection<Guid> managers,
        CancellationToken cancellationToken
    )
    {
        var tree = await DepartmentTree.ReadAsync(db, cancellationToken);
        if (department.ParentId is { } parent)
        {
            if (tree.DepthOf(parent) < 0)
            {
                return new DepartmentOutcome.NoSuchParent();
            }
            if (tree.WithAllBelow([department.Id]).Contains(parent))
            {
                return new DepartmentOutcome.BelowItself();
            }
            if (tree.DepthOf(parent) + 1 + tree.HeightOf(department.Id) >= Department.MaxDepth)
            {
                return new DepartmentOutcome.TooDeep();
            }
        }
        // Roles are stored by name, so they are compared here and not in the database.
        var roles = await db
            .Memberships.Where(member => managers.Contains(member.UserId))
            .Select(member => member.Role)
            .ToListAsync(cancellationToken);
        return roles.Count(role => role >= Role.Manager) == managers.Distinct().Count()
            ? null
            : new DepartmentOutcome.NotAManager();
    }

    private async Task<DepartmentOutcome> SaveAsync(
        Department department,
        IReadOnlyCollection<Guid> managers,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction,
        CancellationToken cancellationToken
    )
    {
        var known = await db
            .DepartmentManagers.Where(manager => manager.DepartmentId == department.Id)
            .Select(manager => manager.UserId)
            .ToListAsync(cancellationToken);
        db.DepartmentManagers.AddRange(
            managers
                .Distinct()
                .Except(known)
                .Select(userId => new DepartmentManager
                {
                    OrganizationId = current.Organization.Id,
                    DepartmentId = department.Id,
                    UserId = userId,
                })
        );
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.ChangeTracker.Clear();
            return new DepartmentOutcome.NameTaken();
        }
        await transaction.CommitAsync(cancellationToken);
        LogSaved(department.Id);
        return new DepartmentOutcome.Done(department);
    }

    [LoggerMessage(EventId = 1401, Level = LogLevel.Information, Message = "Department {DepartmentId} was saved")]
    private partial void LogSaved(Guid departmentId);

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "Department {DepartmentId} was removed")]
    private partial void LogRemoved(Guid departmentId);
}

public abstract record DepartmentOutcome
{
    private DepartmentOutcome() { }

    public sealed record Done(Department Department) : DepartmentOutcome;

    public sealed record NotFound : DepartmentOutcome;

    public sealed record NameUnreadable : DepartmentOutcome;

    public sealed record NameTaken : DepartmentOutcome;

    public sealed record TooMany : DepartmentOutcome;

    public sealed record NoSuchParent : DepartmentOutcome;

    /// <summary>The department would be below itself.</summary>
    public sealed record BelowItself : DepartmentOutcome;

    public sealed record TooDeep : DepartmentOutcome;

    /// <summary>The chosen manager is not a member with the role of a manager or above.</summary>
    public sealed record NotAManager : DepartmentOutcome;

    /// <summary>It cannot be deleted while people or departments belong to it.</summary>
    public sealed record InUse(int People, int Departments) : DepartmentOutcome;

    /// <summary>People belonged to it, and reports for those days name it.</summary>
    public sealed record Remembered : DepartmentOutcome;
}
