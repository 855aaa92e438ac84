using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ShiftsAndStaleDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "StaleDays",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<DateOnly>(type: "date", nullable: false),
                    Since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_StaleDays", x => x.Id);
                    table.ForeignKey(
                        name: "FK_StaleDays_Organizations_OrganizationId",
                        column: x => x.OrganizationId,
                        principalTable: "Organizations",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_StaleDays_OrganizationId",
                table: "StaleDays",
                column: "OrganizationId");

            migrationBuilder.AddForeignKey(
                name: "FK_ShiftAssignments_Departments_OrganizationId_DepartmentId",
                table: "ShiftAssignments",
                columns: new[] { "OrganizationId", "DepartmentId" },
                principalTable: "Departments",
                principalColumns: new[] { "OrganizationId", "Id" },
                onDelete: ReferentialAction.Cascade);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_ShiftAssignments_Departments_OrganizationId_DepartmentId",
                table: "ShiftAssignments");

            migrationBuilder.DropTable(
                name: "StaleDays");
        }
    }
}
